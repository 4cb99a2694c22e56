package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a passphrase becomes: PBKDF2-HMAC-SHA512 (RFC 8018 §5.2) of its NFC form, then one HMAC for the key and one for
 * its check, from which the key does not follow.
 */
public final class SealingKey {
    /** OWASP's figure for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet). */
    public static final int USUAL_ITERATIONS = 210_000;

    static final int SALT_SIZE = 16;
    static final int CHECK_SIZE = 16;

    /** A file that asks for more would keep us busy for hours. */
    static final int MOST_ITERATIONS = 10_000_000;

    private final int iterations;
    private final Bytes salt;
    private final SecretKey secret;
    private final Bytes check;

    private SealingKey(int iterations, Bytes salt, SecretKey secret, Bytes check) {
        this.iterations = iterations;
        this.salt = salt;
        this.secret = secret;
        this.check = check;
    }

    /**
     * The key of a file that is made, or gets a new passphrase.
     *
     * @param passphrase is not kept, nor wiped: it is the caller's
     * @throws IllegalArgumentException if it is empty
     */
    public static SealingKey fresh(char[] passphrase, SecureRandom random) {
        return fresh(passphrase, USUAL_ITERATIONS, random);
    }

    /**
     * As the other, for those who can judge.
     *
     * @param iterations 1 to 10,000,000; few of them only where the passphrase is a long random key itself
     */
    public static SealingKey fresh(char[] passphrase, int iterations, SecureRandom random) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        byte[] salt = new byte[SALT_SIZE];
        random.nextBytes(salt);
        return derive(passphrase, iterations, Bytes.of(salt));
    }

    static SealingKey derive(char[] passphrase, int iterations, Bytes salt) {
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(iterations + " iterations");
        }
        char[] composed = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFC)
                .toCharArray();
        PBEKeySpec spec = new PBEKeySpec(composed, salt.toArray(), iterations, 256);
        try {
            byte[] root = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] check = Arrays.copyOf(expand(root, "aikagi key file check"), CHECK_SIZE);
            SecretKey secret = new SecretKeySpec(expand(root, "aikagi key file key"), "AES");
            return new SealingKey(iterations, salt, secret, Bytes.of(check));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(composed, '\0');
        }
    }

    int iterations() {
        return iterations;
    }

    Bytes salt() {
        return salt;
    }

    SecretKey secret() {
        return secret;
    }

    Bytes check() {
        return check;
    }

    private static byte[] expand(byte[] root, String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root, "HmacSHA256"));
        return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    }
}
