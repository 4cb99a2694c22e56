package dev.aikagi.authenticator.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are what they say, and points that lie where they should: P-256's own generator is one. */
class CoseKeyTest {
    private static final ECPoint GENERATOR = P256.parameters().getGenerator();
    private static final BigInteger P =
            ((ECFieldFp) P256.parameters().getCurve().getField()).getP();

    @ParameterizedTest
    @CsvSource({
        "ES256, RSA",
        "ES384, Ed25519",
        "ES512, RSA",
        "EDDSA, EC",
        "ED448, RSA",
        "RS256, EC",
        "PS256, Ed25519",
        "ML_DSA_44, EC",
        "ML_DSA_65, RSA"
    })
    void keyOfAnotherKind_isRefused(CoseAlgorithm algorithm, String other) throws Exception {
        PublicKey key = KeyPairGenerator.getInstance(other).generateKeyPair().getPublic();

        var refused = assertThrows(IllegalArgumentException.class, () -> CoseKey.of(algorithm, key));

        assertTrue(String.valueOf(refused.getMessage()).endsWith("is none of " + algorithm), refused.getMessage());
    }

    @Test
    void keyAgreement_readBack_isThePoint() {
        var key = P256.publicKey(GENERATOR).orElseThrow();

        var read = CoseKey.readKeyAgreement(CoseKey.keyAgreement(key)).orElseThrow();

        assertEquals(GENERATOR, read.getW());
    }

    /** RFC 9053 §7.1.1: kty, alg, crv and both coordinates, 32 bytes each. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, -7", "-1, 2", "-2, text", "-3, text", "-2, 31", "-3, 33", "-2, none", "-3, none"})
    void keyAgreement_notOfP256_isNone(long label, String wrong) {
        Map<CborValue, CborValue> members = new HashMap<>(
                CoseKey.keyAgreement(P256.publicKey(GENERATOR).orElseThrow()).entries());
        switch (wrong) {
            case "none" -> members.remove(CborValue.of(label));
            case "text" -> members.put(CborValue.of(label), CborValue.of("0".repeat(32)));
            case "31", "33" ->
                members.put(CborValue.of(label), CborValue.of(Bytes.of(new byte[Integer.parseInt(wrong)])));
            default -> members.put(CborValue.of(label), CborValue.of(Long.parseLong(wrong)));
        }

        assertTrue(CoseKey.readKeyAgreement(new CborValue.Map(members)).isEmpty());
    }

    /** The same point with a coordinate beyond the field would pass the equation alone. */
    @Test
    void point_besideTheCurveOrBeyondTheField_isNoKey() {
        BigInteger x = GENERATOR.getAffineX();
        BigInteger y = GENERATOR.getAffineY();
        assertTrue(P256.publicKey(new ECPoint(x, y)).isPresent());
        assertTrue(P256.publicKey(new ECPoint(x, P.subtract(y))).isPresent(), "its mirror image lies there, too");

        assertFalse(P256.publicKey(new ECPoint(x, y.add(BigInteger.ONE))).isPresent());
        assertFalse(P256.publicKey(new ECPoint(x.add(P), y)).isPresent());
        assertFalse(P256.publicKey(new ECPoint(x, y.add(P))).isPresent());
        assertFalse(
                P256.publicKey(new ECPoint(BigInteger.ZERO, BigInteger.ZERO)).isPresent());
    }
}
