package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;

/**
 * A credential's key pair as it is kept, never in the clear.
 *
 * @param material the private half: scalar, secret string or primes
 * @param publicKey SubjectPublicKeyInfo, RFC 5280 §4.1
 */
public record KeptKey(CoseAlgorithm algorithm, Bytes material, Bytes publicKey) {
    /** Says nothing of the private half. */
    @Override
    public String toString() {
        return "KeptKey[" + algorithm + "]";
    }
}
