package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * What key and platform agreed on, and how it hides and proves things.
 *
 * <pre>
 *             protocol one (§6.5.6)            protocol two (§6.5.7)
 *   keys      SHA-256(Z) for both              HKDF(Z, "CTAP2 HMAC key"), HKDF(Z, "CTAP2 AES key")
 *   encrypt   AES-256-CBC, IV of zeros         random IV | AES-256-CBC
 *   signature HMAC-SHA-256, first 16 bytes     HMAC-SHA-256, 32 bytes
 * </pre>
 */
public final class SharedSecret {
    private static final Bytes ZERO_IV = Bytes.of(new byte[PinCrypto.BLOCK]);

    private final boolean two;
    private final Bytes hmacKey;
    private final Bytes aesKey;
    private final SecureRandom random;

    SharedSecret(boolean two, Bytes z, SecureRandom random) {
        this.two = two;
        this.hmacKey = two ? PinCrypto.hkdf(z, "CTAP2 HMAC key") : PinCrypto.sha256(z);
        this.aesKey = two ? PinCrypto.hkdf(z, "CTAP2 AES key") : hmacKey;
        this.random = random;
    }

    /** {@code plaintext}: whole blocks of 16 bytes. */
    public Bytes encrypt(Bytes plaintext) {
        if (!two) {
            return PinCrypto.aesCbc(Cipher.ENCRYPT_MODE, aesKey, ZERO_IV, plaintext);
        }
        byte[] fresh = new byte[PinCrypto.BLOCK];
        random.nextBytes(fresh);
        Bytes iv = Bytes.of(fresh);
        return Bytes.concat(iv, PinCrypto.aesCbc(Cipher.ENCRYPT_MODE, aesKey, iv, plaintext));
    }

    /** Empty where the ciphertext is not one: no whole blocks, or in protocol two no IV before them. */
    public Optional<Bytes> decrypt(Bytes ciphertext) {
        int head = two ? PinCrypto.BLOCK : 0;
        if (ciphertext.size() < head || ciphertext.size() % PinCrypto.BLOCK != 0) {
            return Optional.empty();
        }
        Bytes iv = two ? ciphertext.slice(0, head) : ZERO_IV;
        return Optional.of(
                PinCrypto.aesCbc(Cipher.DECRYPT_MODE, aesKey, iv, ciphertext.slice(head, ciphertext.size())));
    }

    public boolean verifies(Bytes message, Bytes signature) {
        return PinCrypto.same(signature, signature(two, hmacKey, message));
    }

    static Bytes signature(boolean two, Bytes key, Bytes message) {
        Bytes mac = PinCrypto.hmac(key, message);
        return two ? mac : mac.slice(0, 16);
    }
}
