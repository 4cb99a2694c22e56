package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Locale;

/** Octets as decimal digits, which QR codes hold more densely than letters: 7 octets, little-endian, in 17 digits. */
final class DigitEncoding {
    private static final int CHUNK = 7;

    /** How many digits 0 to 7 octets take. */
    private static final int[] DIGITS = {0, 3, 5, 8, 10, 13, 15, 17};

    private DigitEncoding() {}

    static String encode(Bytes octets) {
        StringBuilder digits = new StringBuilder();
        for (int at = 0; at < octets.size(); at += CHUNK) {
            Bytes chunk = octets.slice(at, Math.min(at + CHUNK, octets.size()));
            long value = 0;
            for (int i = chunk.size() - 1; i >= 0; i--) {
                value = (value << 8) | (chunk.at(i) & 0xff);
            }
            digits.append(String.format(Locale.ROOT, "%0" + DIGITS[chunk.size()] + "d", value));
        }
        return digits.toString();
    }

    /**
     * The octets that the digits stand for.
     *
     * @throws HybridException for anything that no octets are encoded as
     */
    static Bytes decode(String digits) throws HybridException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int at = 0; at < digits.length(); at += DIGITS[CHUNK]) {
            String chunk = digits.substring(at, Math.min(at + DIGITS[CHUNK], digits.length()));
            if (!chunk.matches("[0-9]+")) {
                throw new HybridException("a digit was expected in '" + chunk + "'");
            }
            decodeChunk(new BigInteger(chunk), size(chunk.length()), octets);
        }
        return Bytes.of(octets.toByteArray());
    }

    private static int size(int digits) throws HybridException {
        for (int size = 1; size <= CHUNK; size++) {
            if (DIGITS[size] == digits) {
                return size;
            }
        }
        throw new HybridException("no octets take " + digits + " digits");
    }

    private static void decodeChunk(BigInteger value, int size, ByteArrayOutputStream octets) throws HybridException {
        if (value.bitLength() > 8 * size) {
            throw new HybridException(value + " does not fit " + size + " octets");
        }
        for (int i = 0; i < size; i++) {
            octets.write(value.shiftRight(8 * i).byteValue());
        }
    }
}
