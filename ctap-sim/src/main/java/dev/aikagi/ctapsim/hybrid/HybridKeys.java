package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is derived from the secret of a QR code, each with HKDF-SHA-256 (RFC 5869) and a number of its own. */
public final class HybridKeys {
    private static final int EID_KEY = 1;
    private static final int TUNNEL_ID = 2;
    private static final int PSK = 3;
    private static final int HASH_SIZE = 32;

    private final Bytes secret;

    public HybridKeys(Bytes secret) {
        this.secret = secret;
    }

    /** 64 bytes: 32 that encrypt an EID, 32 that authenticate it. */
    public Bytes eidKey() {
        return derive(Bytes.EMPTY, EID_KEY, 64);
    }

    /** 16 bytes: the name of the tunnel. */
    public Bytes tunnelId() {
        return derive(Bytes.EMPTY, TUNNEL_ID, 16);
    }

    /** 32 bytes, known only to who has seen the QR code and received the EID. */
    public Bytes psk(Eid eid) {
        return derive(eid.plaintext(), PSK, 32);
    }

    private Bytes derive(Bytes salt, int purpose, int size) {
        Bytes pseudoRandomKey = hmac(salt.isEmpty() ? Bytes.of(new byte[HASH_SIZE]) : salt, secret);
        Bytes info = Bytes.of((byte) purpose, (byte) 0, (byte) 0, (byte) 0);
        return expand(pseudoRandomKey, info, size);
    }

    /** RFC 5869 §2.3. */
    private static Bytes expand(Bytes key, Bytes info, int size) {
        Bytes block = Bytes.EMPTY;
        Bytes output = Bytes.EMPTY;
        for (int i = 1; output.size() < size; i++) {
            block = hmac(key, Bytes.concat(block, info, Bytes.of((byte) i)));
            output = Bytes.concat(output, block);
        }
        return output.slice(0, size);
    }

    static Bytes hmac(Bytes key, Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks HMAC-SHA-256", e);
        }
    }
}
