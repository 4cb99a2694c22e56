package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keyed hash of a credential: the lower four bits of its type byte. */
enum OathAlgorithm {
    SHA1(1, "HmacSHA1"),
    SHA256(2, "HmacSHA256"),
    SHA512(3, "HmacSHA512");

    final int code;
    private final String jcaName;

    OathAlgorithm(int code, String jcaName) {
        this.code = code;
        this.jcaName = jcaName;
    }

    static OathAlgorithm of(int typeByte) {
        for (OathAlgorithm algorithm : values()) {
            if (algorithm.code == (typeByte & 0x0f)) {
                return algorithm;
            }
        }
        throw new ApduException(StatusWord.WRONG_DATA);
    }

    /** RFC 2104 over the challenge, 20, 32 or 64 bytes. */
    byte[] hmac(Bytes key, Bytes challenge) {
        try {
            Mac mac = Mac.getInstance(jcaName);
            mac.init(new SecretKeySpec(key.toArray(), jcaName));
            return mac.doFinal(challenge.toArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + jcaName, e);
        }
    }
}
