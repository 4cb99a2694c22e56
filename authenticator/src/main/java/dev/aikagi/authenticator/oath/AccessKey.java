package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import java.security.MessageDigest;

/** The key that opens a locked applet: SET CODE (03) and VALIDATE (A3). */
record AccessKey(OathAlgorithm algorithm, Bytes key) {
    static AccessKey parse(Bytes value) {
        if (value.size() < 2) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
        return new AccessKey(OathAlgorithm.of(value.at(0)), value.slice(1, value.size()));
    }

    Bytes answer(Bytes challenge) {
        return Bytes.of(algorithm.hmac(key, challenge));
    }

    boolean answers(Bytes challenge, Bytes response) {
        return MessageDigest.isEqual(algorithm.hmac(key, challenge), response.toArray());
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "AccessKey[" + algorithm + "]";
    }
}
