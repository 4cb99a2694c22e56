package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ephemeral identifier that a phone advertises over Bluetooth LE, as service data of UUID 0xfff9.
 *
 * <pre>
 *   plaintext   00 | nonce 10 | routing id 3 | tunnel domain 2, little-endian
 *   advertised  AES-256(key[0..32], plaintext) 16 | HMAC-SHA-256(key[32..64], the 16) first 4
 * </pre>
 *
 * @param nonce 10 bytes
 * @param routingId 3 bytes: where in the tunnel service the phone waits
 * @param domain the tunnel service, see {@link TunnelDomain}
 */
public record Eid(Bytes nonce, Bytes routingId, int domain) {
    static final int NONCE_SIZE = 10;
    static final int ROUTING_ID_SIZE = 3;

    private static final int BLOCK = 16;
    private static final int TAG = 4;
    private static final int KEY_HALF = 32;

    public Eid {
        if (nonce.size() != NONCE_SIZE || routingId.size() != ROUTING_ID_SIZE || domain < 0 || domain > 0xffff) {
            throw new IllegalArgumentException("an EID has 10 bytes nonce, 3 bytes routing id and 16 bits of domain");
        }
    }

    /** The 16 bytes that are encrypted. */
    Bytes plaintext() {
        return Bytes.concat(Bytes.of((byte) 0), nonce, routingId, Bytes.of((byte) domain, (byte) (domain >> 8)));
    }

    /** What goes through the air, 20 bytes. */
    public Bytes seal(Bytes eidKey) {
        Bytes block = aes(Cipher.ENCRYPT_MODE, eidKey, plaintext());
        return Bytes.concat(block, tag(eidKey, block));
    }

    /** Empty for an advertisement that is for somebody else. What follows the first 20 bytes is passed over. */
    public static Optional<Eid> open(Bytes eidKey, Bytes advertised) {
        if (advertised.size() < BLOCK + TAG) {
            return Optional.empty();
        }
        Bytes block = advertised.slice(0, BLOCK);
        Bytes tag = advertised.slice(BLOCK, BLOCK + TAG);
        if (!MessageDigest.isEqual(tag.toArray(), tag(eidKey, block).toArray())) {
            return Optional.empty();
        }
        Bytes plaintext = aes(Cipher.DECRYPT_MODE, eidKey, block);
        return plaintext.at(0) == 0 ? Optional.of(read(plaintext)) : Optional.empty();
    }

    private static Eid read(Bytes plaintext) {
        int domain = (plaintext.at(14) & 0xff) | ((plaintext.at(15) & 0xff) << 8);
        return new Eid(plaintext.slice(1, 11), plaintext.slice(11, 14), domain);
    }

    private static Bytes tag(Bytes eidKey, Bytes block) {
        return HybridKeys.hmac(eidKey.slice(KEY_HALF, eidKey.size()), block).slice(0, TAG);
    }

    /** One block: there is nothing for a mode to chain. */
    private static Bytes aes(int mode, Bytes eidKey, Bytes block) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(eidKey.slice(0, KEY_HALF).toArray(), "AES"));
            return Bytes.of(cipher.doFinal(block.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks AES-256", e);
        }
    }
}
