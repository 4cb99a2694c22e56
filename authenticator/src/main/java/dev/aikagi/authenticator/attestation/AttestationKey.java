package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.PrivateKey;
import java.util.List;

/**
 * A batch attestation key, made elsewhere.
 *
 * @param chain X.509 certificates in DER, the key's own first, without the root; WebAuthn L3 §8.2.1 says what its own
 *     must hold
 */
public record AttestationKey(CoseAlgorithm algorithm, PrivateKey privateKey, List<Bytes> chain) {
    public AttestationKey {
        chain = List.copyOf(chain);
    }

    /** Says nothing of the private key. */
    @Override
    public String toString() {
        return "AttestationKey[" + algorithm + ", chain of " + chain.size() + "]";
    }
}
