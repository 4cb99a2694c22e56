package dev.aikagi.harness.otp;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a master password becomes: PBKDF2-HMAC-SHA256 (RFC 8018 §5.2), then one HMAC for the key and one for its check. */
final class VaultKey {
    private final SecretKey secret;
    private final Bytes check;

    private VaultKey(SecretKey secret, Bytes check) {
        this.secret = secret;
        this.check = check;
    }

    static VaultKey derive(char[] master, Bytes salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(master, salt.toArray(), iterations, 256);
        try {
            byte[] root = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] check = Arrays.copyOf(expand(root, "aikagi vault check"), VaultFile.CHECK_SIZE);
            return new VaultKey(new SecretKeySpec(expand(root, "aikagi vault key"), "AES"), Bytes.of(check));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    SecretKey secret() {
        return secret;
    }

    /** Says whether the password was right; the key does not follow from it. */
    Bytes check() {
        return check;
    }

    private static byte[] expand(byte[] root, String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root, "HmacSHA256"));
        return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    }
}
