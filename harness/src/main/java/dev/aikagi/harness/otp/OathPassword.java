package dev.aikagi.harness.otp;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The key that a card's password becomes: PBKDF2-HMAC-SHA-1, 1000 rounds, salted with the device id, 16 bytes. */
record OathPassword(Bytes key) {
    private static final int ROUNDS = 1000;
    private static final int KEY_BITS = 128;

    static OathPassword derive(char[] password, Bytes deviceId) {
        PBEKeySpec spec = new PBEKeySpec(password, deviceId.toArray(), ROUNDS, KEY_BITS);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                    .generateSecret(spec)
                    .getEncoded();
            return new OathPassword(Bytes.of(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 with SHA-1", e);
        } finally {
            spec.clearPassword();
        }
    }

    Bytes answer(Bytes challenge) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA1"));
            return Bytes.of(mac.doFinal(challenge.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
        }
    }

    boolean answers(Bytes challenge, Bytes response) {
        return MessageDigest.isEqual(answer(challenge).toArray(), response.toArray());
    }

    /** RFC 2104 §2: a secret longer than the hash's block is hashed, which cards leave to the host. */
    static Bytes shortened(Bytes secret, OtpAuthUri.Algorithm algorithm) {
        int block = algorithm == OtpAuthUri.Algorithm.SHA512 ? 128 : 64;
        if (secret.size() <= block) {
            return secret;
        }
        String name = switch (algorithm) {
            case SHA1 -> "SHA-1";
            case SHA256 -> "SHA-256";
            case SHA512 -> "SHA-512";
        };
        try {
            return Bytes.of(MessageDigest.getInstance(name).digest(secret.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "OathPassword";
    }
}
