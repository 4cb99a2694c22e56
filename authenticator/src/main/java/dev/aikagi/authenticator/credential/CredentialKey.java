package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.cose.CoseKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** A credential's key pair, in software. Only its public half can be asked for. */
public final class CredentialKey {
    static final BigInteger RSA_EXPONENT = RSAKeyGenParameterSpec.F4;

    private final CoseAlgorithm algorithm;
    private final PrivateKey privateKey;
    private final Optional<PublicKey> publicKey;

    private CredentialKey(CoseAlgorithm algorithm, PrivateKey privateKey, Optional<PublicKey> publicKey) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Makes a fresh pair on the algorithm's curve, or of RSA with 2048 bits. */
    public static CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) {
        try {
            if (MlDsaSeed.makes(algorithm)) {
                MlDsaSeed seed = MlDsaSeed.fresh(algorithm, random);
                return new CredentialKey(
                        algorithm, seed, Optional.of(seed.pair().getPublic()));
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyAlgorithm());
            generator.initialize(parameters(algorithm), random);
            KeyPair pair = generator.generateKeyPair();
            return new CredentialKey(algorithm, pair.getPrivate(), Optional.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make keys of " + algorithm, e);
        }
    }

    /** Only signs: who gets a key back has had the public half when it was made. */
    static CredentialKey restore(CoseAlgorithm algorithm, Bytes material) throws GeneralSecurityException {
        return new CredentialKey(algorithm, KeyMaterial.restore(algorithm, material), Optional.empty());
    }

    /**
     * A pair that was kept, with both halves.
     *
     * @throws GeneralSecurityException if there is no such key on this Java platform
     */
    public static CredentialKey of(KeptKey kept) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance(kept.algorithm().keyAlgorithm())
                .generatePublic(new X509EncodedKeySpec(kept.publicKey().toArray()));
        PrivateKey privateKey = KeyMaterial.restore(kept.algorithm(), kept.material());
        return new CredentialKey(kept.algorithm(), privateKey, Optional.of(publicKey));
    }

    /** The pair as it can be kept. IllegalStateException for a key that comes out of a credential id. */
    public KeptKey kept() {
        PublicKey known = publicKey.orElseThrow(() -> new IllegalStateException("only the private half is known"));
        return new KeptKey(algorithm, material(), Bytes.of(known.getEncoded()));
    }

    /** For the wrapper alone. */
    Bytes material() {
        return KeyMaterial.of(privateKey);
    }

    public CoseAlgorithm algorithm() {
        return algorithm;
    }

    /** IllegalStateException for a key that comes out of a credential id. */
    public CborValue.Map publicKey() {
        return CoseKey.of(
                algorithm, publicKey.orElseThrow(() -> new IllegalStateException("only the private half is known")));
    }

    /** As certificates hold it; IllegalStateException as above. */
    public PublicKey javaPublicKey() {
        return publicKey.orElseThrow(() -> new IllegalStateException("only the private half is known"));
    }

    /** SEC 1 §2.3.3, 65 bytes of a P-256 key: 04, x, y. */
    public Bytes uncompressedPoint() {
        return CoseKey.uncompressedPoint((ECPublicKey) publicKey.orElseThrow());
    }

    /** WebAuthn L3 §6.5.5: the signature format is the algorithm's, ASN.1 DER for ECDSA. */
    public Bytes sign(Bytes message, SecureRandom random) {
        return sign(algorithm, privateKey, message, random);
    }

    /** Signs with a key that is no credential's, as an attestation key is. */
    public static Bytes sign(CoseAlgorithm algorithm, PrivateKey key, Bytes message, SecureRandom random) {
        try {
            Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
            if (algorithm == CoseAlgorithm.PS256) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key instanceof MlDsaSeed seed ? seed.pair().getPrivate() : key, random);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot sign with " + algorithm, e);
        }
    }

    static AlgorithmParameterSpec parameters(CoseAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case ES384 -> new ECGenParameterSpec("secp384r1");
            case ES512 -> new ECGenParameterSpec("secp521r1");
            case EDDSA -> NamedParameterSpec.ED25519;
            case ED448 -> NamedParameterSpec.ED448;
            case RS256, PS256 -> new RSAKeyGenParameterSpec(2048, RSA_EXPONENT);
            case ML_DSA_44, ML_DSA_65 -> new NamedParameterSpec(algorithm.keyAlgorithm());
        };
    }
}
