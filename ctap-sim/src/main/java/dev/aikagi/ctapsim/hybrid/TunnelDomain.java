package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The hosts of tunnel services, in 16 bits: below 256 they are assigned, the others are derived from a hash. */
public final class TunnelDomain {
    private static final List<String> ASSIGNED = List.of("cable.ua5v.com", "cable.auth.com");
    private static final int FIRST_DERIVED = 256;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final List<String> ENDINGS = List.of(".com", ".org", ".net", ".info");

    private TunnelDomain() {}

    /** How many assigned ones are known here. */
    public static int known() {
        return ASSIGNED.size();
    }

    /** The host; empty for one that may be assigned some day. */
    public static Optional<String> host(int encoded) {
        if (encoded < FIRST_DERIVED) {
            return encoded < ASSIGNED.size() ? Optional.of(ASSIGNED.get(encoded)) : Optional.empty();
        }
        Bytes input = Bytes.concat(
                Bytes.of("caBLEv2 tunnel server domain".getBytes(StandardCharsets.US_ASCII)),
                Bytes.of((byte) encoded, (byte) (encoded >> 8), (byte) 0));
        long bits =
                ByteBuffer.wrap(sha256(input)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        StringBuilder host = new StringBuilder("cable.");
        for (long rest = bits >>> 2; rest != 0; rest >>>= 5) {
            host.append(LETTERS.charAt((int) (rest & 31)));
        }
        return Optional.of(host.append(ENDINGS.get((int) (bits & 3))).toString());
    }

    private static byte[] sha256(Bytes input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input.toArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
