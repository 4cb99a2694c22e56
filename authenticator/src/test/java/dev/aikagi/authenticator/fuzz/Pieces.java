package dev.aikagi.authenticator.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages in one input.
 *
 * <pre>
 *   ( length 2 | message )   at most 16; a length beyond the end means: up to there
 * </pre>
 */
final class Pieces {
    private static final int MOST = 16;

    private Pieces() {}

    static List<byte[]> of(byte[] input) {
        ByteBuffer left = ByteBuffer.wrap(input);
        List<byte[]> pieces = new ArrayList<>();
        while (left.remaining() >= Short.BYTES && pieces.size() < MOST) {
            byte[] piece = new byte[Math.min(Short.toUnsignedInt(left.getShort()), left.remaining())];
            left.get(piece);
            pieces.add(piece);
        }
        return pieces;
    }
}
