package dev.aikagi.authenticator.cose;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.EdECPoint;
import java.util.Optional;

/** A credential public key as a COSE_Key, WebAuthn L3 §6.5.1.1. */
public final class CoseKey {
    private static final int KTY = 1;
    private static final int ALG = 3;
    private static final long ECDH_ES_HKDF_256 = -25;
    private static final int COORDINATE_SIZE = 32;

    private CoseKey() {}

    /**
     * The COSE_Key of a public key.
     *
     * @throws IllegalArgumentException if the key is not of the algorithm
     */
    public static CborValue.Map of(CoseAlgorithm algorithm, PublicKey key) {
        switch (algorithm) {
            case ES256, ES384, ES512 -> {
                if (key instanceof ECPublicKey ec) {
                    return ec2(algorithm, ec);
                }
            }
            case EDDSA, ED448 -> {
                if (key instanceof EdECPublicKey ed) {
                    return okp(algorithm, ed);
                }
            }
            case RS256, PS256 -> {
                if (key instanceof RSAPublicKey rsa) {
                    return rsa(algorithm, rsa);
                }
            }
            case ML_DSA_44, ML_DSA_65 -> {
                if (key.getAlgorithm().startsWith("ML-DSA")) {
                    return akp(algorithm, key);
                }
            }
        }
        throw new IllegalArgumentException("a key of " + key.getAlgorithm() + " is none of " + algorithm);
    }

    /** RFC 9053 §7.1.1: kty EC2, crv P-256, P-384 or P-521, x, y. */
    private static CborValue.Map ec2(CoseAlgorithm algorithm, ECPublicKey key) {
        int size = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        int curve = algorithm == CoseAlgorithm.ES256 ? 1 : algorithm == CoseAlgorithm.ES384 ? 2 : 3;
        // Asked once: of a native key it is computed each time.
        ECPoint point = key.getW();
        return head(2, algorithm)
                .put(-1, CborValue.of(curve))
                .put(-2, CborValue.of(unsigned(point.getAffineX(), size)))
                .put(-3, CborValue.of(unsigned(point.getAffineY(), size)))
                .build();
    }

    /** SEC 1 §2.3.3: 04, x, y of a P-256 key. */
    public static Bytes uncompressedPoint(ECPublicKey key) {
        return Bytes.concat(
                Bytes.of((byte) 4),
                unsigned(key.getW().getAffineX(), COORDINATE_SIZE),
                unsigned(key.getW().getAffineY(), COORDINATE_SIZE));
    }

    /** A P-256 key to agree with: alg is ECDH-ES + HKDF-256 although CTAP 2.1 §6.5.6 derives otherwise. */
    public static CborValue.Map keyAgreement(ECPublicKey key) {
        return new CborMapBuilder()
                .put(KTY, CborValue.of(2))
                .put(ALG, CborValue.of(ECDH_ES_HKDF_256))
                .put(-1, CborValue.of(1))
                .put(-2, CborValue.of(unsigned(key.getW().getAffineX(), COORDINATE_SIZE)))
                .put(-3, CborValue.of(unsigned(key.getW().getAffineY(), COORDINATE_SIZE)))
                .build();
    }

    /** The other way round; empty for what is no point of P-256. */
    public static Optional<ECPublicKey> readKeyAgreement(CborValue.Map key) {
        boolean ours = is(key, KTY, 2) && is(key, ALG, ECDH_ES_HKDF_256) && is(key, -1, 1);
        if (!ours
                || !(key.entries().get(CborValue.of(-2)) instanceof CborValue.Octets x)
                || !(key.entries().get(CborValue.of(-3)) instanceof CborValue.Octets y)
                || x.value().size() != COORDINATE_SIZE
                || y.value().size() != COORDINATE_SIZE) {
            return Optional.empty();
        }
        ECPoint point = new ECPoint(
                new BigInteger(1, x.value().toArray()),
                new BigInteger(1, y.value().toArray()));
        return P256.publicKey(point);
    }

    private static boolean is(CborValue.Map key, long label, long value) {
        return CborValue.of(value).equals(key.entries().get(CborValue.of(label)));
    }

    /** RFC 9053 §7.2: kty OKP, crv Ed25519 or Ed448, x as RFC 8032 §5.1.2 and §5.2.2 encode a point. */
    private static CborValue.Map okp(CoseAlgorithm algorithm, EdECPublicKey key) {
        int size = algorithm == CoseAlgorithm.EDDSA ? 32 : 57;
        EdECPoint point = key.getPoint();
        byte[] encoded = unsigned(point.getY(), size).toArray();
        for (int low = 0, high = encoded.length - 1; low < high; low++, high--) {
            byte swapped = encoded[low];
            encoded[low] = encoded[high];
            encoded[high] = swapped;
        }
        if (point.isXOdd()) {
            encoded[size - 1] |= (byte) 0x80;
        }
        return head(1, algorithm)
                .put(-1, CborValue.of(algorithm == CoseAlgorithm.EDDSA ? 6 : 7))
                .put(-2, CborValue.of(Bytes.of(encoded)))
                .build();
    }

    /** RFC 8230 §4: kty RSA, n, e. */
    private static CborValue.Map rsa(CoseAlgorithm algorithm, RSAPublicKey key) {
        BigInteger modulus = key.getModulus();
        BigInteger exponent = key.getPublicExponent();
        return head(3, algorithm)
                .put(-1, CborValue.of(unsigned(modulus, (modulus.bitLength() + 7) / 8)))
                .put(-2, CborValue.of(unsigned(exponent, (exponent.bitLength() + 7) / 8)))
                .build();
    }

    /** IANA COSE Key Types: kty AKP, and the key as FIPS 204 encodes it, which ends its SubjectPublicKeyInfo. */
    private static CborValue.Map akp(CoseAlgorithm algorithm, PublicKey key) {
        Bytes encoded = Bytes.of(key.getEncoded());
        int size = algorithm == CoseAlgorithm.ML_DSA_44 ? 1312 : 1952;
        return head(7, algorithm)
                .put(-1, CborValue.of(encoded.slice(encoded.size() - size, encoded.size())))
                .build();
    }

    private static CborMapBuilder head(int kty, CoseAlgorithm algorithm) {
        return new CborMapBuilder().put(KTY, CborValue.of(kty)).put(ALG, CborValue.of(algorithm.id()));
    }

    /** Big-endian, with leading zeros up to the size. */
    private static Bytes unsigned(BigInteger number, int size) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[size];
        int length = Math.min(signed.length, size);
        System.arraycopy(signed, signed.length - length, fixed, size - length, length);
        return Bytes.of(fixed);
    }
}
