package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/**
 * CTAP 2.2 §6.5.2.2: the token that outlasts power, good for looking at credentials and for knowing the key again.
 *
 * @param token 32 bytes, the same for both protocols
 */
public record PersistentPinUvAuthToken(Bytes token) {
    /** The token, for nobody but the platform it is given to. */
    public Bytes encryptedFor(SharedSecret platform) {
        return platform.encrypt(token);
    }

    /** Whether the parameter was made of the message with this token. */
    public boolean verifies(PinUvAuthProtocol protocol, Bytes message, Bytes pinUvAuthParam) {
        return PinCrypto.same(pinUvAuthParam, SharedSecret.signature(protocol.number() == 2, token, message));
    }

    /**
     * CTAP 2.2 §6.4 encIdentifier, CTAP 2.3 §6.4 encCredStoreState: a random IV, then AES-128-CBC under a key derived from
     * the token.
     *
     * @param label what the key is derived for
     * @param block 16 bytes
     */
    public Bytes hide(String label, Bytes block, SecureRandom random) {
        byte[] fresh = new byte[PinCrypto.BLOCK];
        random.nextBytes(fresh);
        Bytes iv = Bytes.of(fresh);
        Bytes key = PinCrypto.hkdf(token, label).slice(0, PinCrypto.BLOCK);
        return Bytes.concat(iv, PinCrypto.aesCbc(Cipher.ENCRYPT_MODE, key, iv, block));
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "PersistentPinUvAuthToken[]";
    }
}
