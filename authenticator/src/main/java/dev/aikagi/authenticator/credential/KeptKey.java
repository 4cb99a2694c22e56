package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A credential's key pair as it is kept, never in the clear.
 *
 * @param material the private half: scalar, secret string or primes
 * @param publicKey SubjectPublicKeyInfo, RFC 5280 §4.1
 */
public record KeptKey(CoseAlgorithm algorithm, Bytes material, Bytes publicKey) {
    /**
     * A pair whose private half is in the form of RFC 5208.
     *
     * @param pkcs8 PrivateKeyInfo
     * @throws GeneralSecurityException if it is no private key of that algorithm
     */
    public static KeptKey ofPkcs8(CoseAlgorithm algorithm, Bytes pkcs8, Bytes publicKey)
            throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(algorithm.keyAlgorithm());
        Bytes material = KeyMaterial.of(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray())));
        return new KeptKey(algorithm, material, publicKey);
    }

    /** The private half as PrivateKeyInfo, RFC 5208: it is in the clear. */
    public Bytes pkcs8() throws GeneralSecurityException {
        return Bytes.of(KeyMaterial.restore(algorithm, material).getEncoded());
    }

    /** Says nothing of the private half. */
    @Override
    public String toString() {
        return "KeptKey[" + algorithm + "]";
    }
}
