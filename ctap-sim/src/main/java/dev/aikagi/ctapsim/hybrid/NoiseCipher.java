package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A CipherState of the Noise framework, §5.1, with AESGCM, §12.4: one key, and a count of what it has encrypted. */
final class NoiseCipher {
    private static final int TAG_BITS = 128;
    private static final int NONCE_SIZE = 12;

    private final SecretKeySpec key;
    private long count;

    NoiseCipher(Bytes key) {
        this.key = new SecretKeySpec(key.toArray(), "AES");
    }

    /** The ciphertext and 16 bytes of tag. */
    Bytes encrypt(Bytes associated, Bytes plaintext) {
        try {
            return run(Cipher.ENCRYPT_MODE, associated, plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks AES-GCM", e);
        }
    }

    /**
     * The plaintext.
     *
     * @throws HybridException if it was encrypted with another key, in another order, or changed on the way
     */
    Bytes decrypt(Bytes associated, Bytes ciphertext) throws HybridException {
        try {
            return run(Cipher.DECRYPT_MODE, associated, ciphertext);
        } catch (AEADBadTagException e) {
            throw new HybridException("a message cannot be decrypted: another key, or it was changed on the way", e);
        } catch (GeneralSecurityException e) {
            throw new HybridException("a message of " + ciphertext.size() + " bytes cannot be decrypted", e);
        }
    }

    private Bytes run(int mode, Bytes associated, Bytes input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(NONCE_SIZE).putInt(0).putLong(count).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated.toArray());
        Bytes output = Bytes.of(cipher.doFinal(input.toArray()));
        count++;
        return output;
    }
}
