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

/** A credential's key pair, in software or in a token. Only its public half can be asked for. */
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

    /** As the other, of a key that is in a token. */
    static CredentialKey restore(CoseAlgorithm algorithm, TokenKey key) {
        return new CredentialKey(algorithm, key, Optional.empty());
    }

    /** A pair whose private half is in a token. */
    public static CredentialKey of(CoseAlgorithm algorithm, TokenKey privateKey, PublicKey publicKey) {
        return new CredentialKey(algorithm, privateKey, Optional.of(publicKey));
    }

    /**
     * A pair that was kept, with both halves.
     *
     * @throws GeneralSecurityException if there is no such key on this Java platform
     */
    public static CredentialKey of(KeptKey kept) throws GeneralSecurityException {
        PrivateKey privateKey = KeyMaterial.restore(kept.algorithm(), kept.material());
        return new CredentialKey(
                kept.algorithm(), privateKey, Optional.of(publicKey(kept.algorithm(), kept.publicKey())));
    }

    /**
     * A public key from its SubjectPublicKeyInfo.
     *
     * @throws GeneralSecurityException if it is none of that algorithm
     */
    public static PublicKey publicKey(CoseAlgorithm algorithm, Bytes encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm.keyAlgorithm())
                .generatePublic(new X509EncodedKeySpec(encoded.toArray()));
    }

    /** The pair as it can be kept. IllegalStateException for a key that comes out of a credential id or is in a token. */
    public KeptKey kept() {
        return new KeptKey(algorithm, material(), Bytes.of(javaPublicKey().getEncoded()));
    }

    /** What its vault finds the private half by; empty for one in software. */
    public Optional<Bytes> handle() {
        return privateKey instanceof TokenKey token ? Optional.of(token.handle()) : Optional.empty();
    }

    /** For the wrapper alone. IllegalStateException for a key in a token. */
    Bytes material() {
        return KeyMaterial.of(privateKey);
    }

    public CoseAlgorithm algorithm() {
        return algorithm;
    }

    /** IllegalStateException for a key that comes out of a credential id. */
    public CborValue.Map publicKey() {
        return CoseKey.of(algorithm, javaPublicKey());
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
            Signature signature = signature(algorithm, key);
            if (algorithm == CoseAlgorithm.PS256) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(usable(key), random);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform, or token, cannot sign with " + algorithm, e);
        }
    }

    private static Signature signature(CoseAlgorithm algorithm, PrivateKey key) throws GeneralSecurityException {
        return key instanceof TokenKey token
                ? Signature.getInstance(algorithm.signatureAlgorithm(), token.provider())
                : Signature.getInstance(algorithm.signatureAlgorithm());
    }

    private static PrivateKey usable(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof TokenKey token) {
            return token.inToken();
        }
        return key instanceof MlDsaSeed seed ? seed.pair().getPrivate() : key;
    }

    /** What a {@link KeyPairGenerator} of the algorithm is initialised with. */
    public static AlgorithmParameterSpec parameters(CoseAlgorithm algorithm) {
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
