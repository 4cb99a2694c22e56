package dev.aikagi.harness.portal.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable values, and comparing them without telling how much was right. */
final class Tokens {
    private final SecureRandom random;

    Tokens(SecureRandom random) {
        this.random = random;
    }

    byte[] bytes(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }

    /** 256 bits in base64url. */
    String token() {
        return base64Url(bytes(32));
    }

    String sixDigits() {
        return "%06d".formatted(random.nextInt(1_000_000));
    }

    static String base64Url(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
