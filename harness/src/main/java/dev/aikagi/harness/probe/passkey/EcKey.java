package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * An ECDSA key whose signatures repeat (RFC 6979 §3.2). Bouncy Castle's light classes: the JDK's take their nonces from
 * chance and seven times as long, Conscrypt's cannot be seeded.
 */
final class EcKey implements ForgedKey {
    /** Curve, COSE curve number, COSE algorithm number, hash. */
    enum Curve {
        P256("secp256r1", 1, -7, "SHA-256"),
        P384("secp384r1", 2, -35, "SHA-384"),
        SECP256K1("secp256k1", 8, -47, "SHA-256");

        private final String curveName;
        private final int coseCurve;
        private final long algorithm;
        private final String hash;

        Curve(String name, int coseCurve, long algorithm, String hash) {
            this.curveName = name;
            this.coseCurve = coseCurve;
            this.algorithm = algorithm;
            this.hash = hash;
        }

        private ECDomainParameters domain() {
            return new ECDomainParameters(CustomNamedCurves.getByName(curveName));
        }
    }

    private final Curve curve;
    private final ECPrivateKeyParameters privateKey;
    private final ECPublicKeyParameters publicKey;

    private EcKey(Curve curve, AsymmetricCipherKeyPair pair) {
        this.curve = curve;
        this.privateKey = (ECPrivateKeyParameters) pair.getPrivate();
        this.publicKey = (ECPublicKeyParameters) pair.getPublic();
    }

    static EcKey generate(SecureRandom random) {
        return generate(Curve.P256, random);
    }

    static EcKey generate(Curve curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.domain(), random));
        return new EcKey(curve, generator.generateKeyPair());
    }

    @Override
    public long algorithm() {
        return curve.algorithm;
    }

    Bytes x() {
        return Bytes.of(publicKey.getQ().getAffineXCoord().getEncoded());
    }

    Bytes y() {
        return Bytes.of(publicKey.getQ().getAffineYCoord().getEncoded());
    }

    ECPrivateKeyParameters privateKey() {
        return privateKey;
    }

    ECPublicKeyParameters publicKey() {
        return publicKey;
    }

    @Override
    public CborValue.Map cose() {
        return cose(curve.algorithm, x(), y());
    }

    /** The same point under another algorithm, or another point under this one. */
    CborValue.Map cose(long algorithm, Bytes x, Bytes y) {
        return new CborMapBuilder()
                .put(1, CborValue.of(2))
                .put(3, CborValue.of(algorithm))
                .put(-1, CborValue.of(curve.coseCurve))
                .put(-2, CborValue.of(x))
                .put(-3, CborValue.of(y))
                .build();
    }

    @Override
    public Bytes sign(Bytes data) {
        BigInteger[] signature = rs(data);
        return der(signature[0], signature[1]);
    }

    /** The signature with s above half the order: as valid, and refused by nobody who follows FIPS 186-5. */
    Bytes signHighS(Bytes data) {
        BigInteger[] signature = rs(data);
        BigInteger other = order().subtract(signature[1]);
        return der(signature[0], signature[1].max(other));
    }

    /** r and s side by side, as JOSE has them and WebAuthn has not. */
    Bytes signRaw(Bytes data) {
        BigInteger[] signature = rs(data);
        return Bytes.concat(fixed(signature[0]), fixed(signature[1]));
    }

    Bytes der(BigInteger r, BigInteger s) {
        try {
            return Bytes.of(StandardDSAEncoding.INSTANCE.encode(null, r, s));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For certificates. */
    ECPublicKey javaPublicKey() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.curveName));
            ECPoint point = new ECPoint(new BigInteger(1, x().toArray()), new BigInteger(1, y().toArray()));
            return (ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    BigInteger order() {
        return privateKey.getParameters().getN();
    }

    private BigInteger[] rs(Bytes data) {
        Digest digest = curve == Curve.P384 ? new SHA384Digest() : new SHA256Digest();
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest));
        signer.init(true, privateKey);
        try {
            return signer.generateSignature(
                    MessageDigest.getInstance(curve.hash).digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }

    private Bytes fixed(BigInteger value) {
        int size = (order().bitLength() + 7) / 8;
        byte[] octets = value.toByteArray();
        byte[] fixed = new byte[size];
        int length = Math.min(size, octets.length);
        System.arraycopy(octets, octets.length - length, fixed, size - length, length);
        return Bytes.of(fixed);
    }
}
