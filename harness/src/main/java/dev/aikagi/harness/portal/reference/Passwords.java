package dev.aikagi.harness.portal.reference;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Passwords at rest and the rules for new ones: PBKDF2-HMAC-SHA256 (RFC 8018 §5.2) with a salt of 128 bits. */
final class Passwords {
    private static final int MIN_LENGTH = 10;
    private static final int MAX_LENGTH = 128;

    private final Tokens tokens;
    private final int iterations;
    private final Hash nobodys;

    Passwords(Tokens tokens, int iterations) {
        this.tokens = tokens;
        this.iterations = iterations;
        this.nobodys = hash(tokens.token());
    }

    /** A password that was put away. */
    static final class Hash {
        private final byte[] salt;
        private final byte[] value;

        private Hash(byte[] salt, byte[] value) {
            this.salt = salt;
            this.value = value;
        }
    }

    Hash hash(String password) {
        byte[] salt = tokens.bytes(16);
        return new Hash(salt, derive(password, salt));
    }

    /** Of a password that nobody knows. */
    Hash nobodys() {
        return nobodys;
    }

    /** Takes as long for a person who does not exist as for one who does. */
    boolean matches(String password, @Nullable Hash hash) {
        Hash compared = hash == null ? nobodys : hash;
        boolean same = MessageDigest.isEqual(derive(password, compared.salt), compared.value);
        return same && hash != null;
    }

    /** Whether a person may choose it: 10 to 128 characters, of upper and lower case and digits, without the user id. */
    static boolean acceptable(String password, String userId) {
        return password.length() >= MIN_LENGTH
                && password.length() <= MAX_LENGTH
                && password.chars().anyMatch(Character::isUpperCase)
                && password.chars().anyMatch(Character::isLowerCase)
                && password.chars().anyMatch(Character::isDigit)
                && !password.toLowerCase(Locale.ROOT).contains(userId.toLowerCase(Locale.ROOT));
    }

    private byte[] derive(String password, byte[] salt) {
        // Two keyboards may compose the same character differently.
        char[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(normal, salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 is in every JDK", e);
        } finally {
            spec.clearPassword();
        }
    }
}
