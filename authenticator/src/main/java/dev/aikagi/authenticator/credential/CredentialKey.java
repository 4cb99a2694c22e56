package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.cose.CoseKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** A credential's key pair, in software. Only its public half can be asked for. */
public final class CredentialKey {
    private final CoseAlgorithm algorithm;
    private final KeyPair pair;

    private CredentialKey(CoseAlgorithm algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** Makes a fresh pair: P-256, Ed25519 or RSA with 2048 bits. */
    public static CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyAlgorithm());
            generator.initialize(parameters(algorithm), random);
            return new CredentialKey(algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make keys of " + algorithm, e);
        }
    }

    public CoseAlgorithm algorithm() {
        return algorithm;
    }

    public CborValue.Map publicKey() {
        return CoseKey.of(algorithm, pair.getPublic());
    }

    /** WebAuthn L3 §6.5.5: the signature format is the algorithm's, ASN.1 DER for ECDSA. */
    public Bytes sign(Bytes message, SecureRandom random) {
        return sign(algorithm, pair.getPrivate(), message, random);
    }

    /** Signs with a key that is no credential's, as an attestation key is. */
    public static Bytes sign(CoseAlgorithm algorithm, PrivateKey key, Bytes message, SecureRandom random) {
        try {
            Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
            signature.initSign(key, random);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot sign with " + algorithm, e);
        }
    }

    private static AlgorithmParameterSpec parameters(CoseAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case EDDSA -> NamedParameterSpec.ED25519;
            case RS256 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
        };
    }
}
