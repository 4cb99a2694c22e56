package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which public keys are keys at all, RFC 9053 §7 and RFC 8230 §4. With attestation none nobody proves to hold the private
 * half, so that webauthn4j takes whatever can be parsed.
 */
@FunctionalInterface
interface KeyRule {
    KeyRule STRICT = key -> {
        boolean good = Strict.isKey(key);
        if (!good) {
            throw new IllegalArgumentException("no key of its algorithm");
        }
    };

    /**
     * Looks at a key.
     *
     * @throws IllegalArgumentException if it is none
     */
    void check(COSEKey key);

    /** The checks. */
    final class Strict {
        private static final int LEAST_RSA_BITS = 2048;
        private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);
        private static final Map<COSEAlgorithmIdentifier, Curve> CURVES = Map.of(
                COSEAlgorithmIdentifier.ES256, Curve.SECP256R1,
                COSEAlgorithmIdentifier.ES384, Curve.SECP384R1,
                COSEAlgorithmIdentifier.ES512, Curve.SECP521R1);

        /** The y of the points of small order on edwards25519, little-endian: RFC 7748 §7 warns of their like. */
        private static final Set<String> SMALL_ORDER = Set.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

        private Strict() {}

        static boolean isKey(COSEKey key) {
            if (key instanceof EC2COSEKey ec) {
                return isPoint(ec);
            }
            if (key instanceof RSACOSEKey rsa) {
                return isRsa(rsa);
            }
            return key instanceof EdDSACOSEKey edwards && isEdwards(edwards);
        }

        private static boolean isPoint(EC2COSEKey key) {
            Curve curve = key.getCurve();
            byte[] x = key.getX();
            byte[] y = key.getY();
            if (curve == null || x == null || y == null || CURVES.get(key.getAlgorithm()) != curve) {
                return false;
            }
            int size = curve.getSize();
            return x.length == size && y.length == size && liesOn(curve, new BigInteger(1, x), new BigInteger(1, y));
        }

        private static boolean liesOn(Curve curve, BigInteger x, BigInteger y) {
            ECParameterSpec parameters = (ECParameterSpec) Objects.requireNonNull(curve.getParameterSpec());
            BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
            BigInteger right = x.pow(3)
                    .add(parameters.getCurve().getA().multiply(x))
                    .add(parameters.getCurve().getB());
            boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
            return inField && y.multiply(y).subtract(right).mod(p).signum() == 0;
        }

        private static boolean isRsa(RSACOSEKey key) {
            if (!COSEAlgorithmIdentifier.RS256.equals(key.getAlgorithm()) || key.getN() == null || key.getE() == null) {
                return false;
            }
            BigInteger n = new BigInteger(1, key.getN());
            BigInteger e = new BigInteger(1, key.getE());
            return n.bitLength() >= LEAST_RSA_BITS && n.testBit(0) && e.testBit(0) && e.compareTo(LEAST_EXPONENT) >= 0;
        }

        private static boolean isEdwards(EdDSACOSEKey key) {
            byte[] y = key.getX();
            if (y == null || y.length != 32 || key.getCurve() != Curve.ED25519) {
                return false;
            }
            byte[] unsigned = Arrays.copyOf(y, y.length);
            unsigned[31] &= 0x7f;
            return !SMALL_ORDER.contains(HexFormat.of().formatHex(unsigned));
        }
    }
}
