package dev.aikagi.authenticator.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * WebAuthn L3 §16, "CTAP2 hmac-secret extension": what the specification's platform and authenticator agree on, hide and
 * answer. All that is given there as made of a seed is made of it here.
 */
class SharedSecretTest {
    private static final Bytes PLATFORM_PRIVATE = seeded(4);
    private static final Bytes AUTHENTICATOR_X =
            hex("a30522c2de402b561965c3cf949a1cab020c6f6ea36fcf7e911ac1a0f1515300");
    private static final Bytes AUTHENTICATOR_Y =
            hex("9961a929abdb2f42e6566771887d41484d889e735e3248518a53112d2b915f00");
    private static final Bytes CRED_RANDOM = seeded(6);

    private static final Bytes SALT1 = hex("527413ebb48293772df30f031c5ac4650c7de14bf9498671ae163447b6a772b3");
    private static final Bytes SALT2 = hex("d68ac03329a10ee5e0ec834492bb9a96a0e547baf563bf78ccbe8789b22e776b");
    private static final Bytes OUTPUT1 = hex("3c33e07d202c3b029cc21f1722767021bf27d595933b3d2b6a1b9d5dddc77fae");
    private static final Bytes OUTPUT2 = hex("a62a8773b19cda90d7ed4ef72a80a804320dbd3997e2f663805ad1fd3293d50b");

    @Test
    void protocolOne_hidesAsTheSpecificationDoes() throws Exception {
        SharedSecret secret = new SharedSecret(false, agreed(), new SecureRandom());

        assertBothWays(secret, SALT1, "ab8c878bb05d04700f077ed91845ec9c503c925cb12b327ddbeb4243c397f913");
        assertBothWays(secret, OUTPUT1, "15d4e4f3f04109b492b575c1b38c28585b6719cf8d61304215108d939f37ccfb");
        Bytes shared = hex("23e5ed7157c25892b77732fb9c8a107e3518800db2af4142f9f4adfacb771d39");
        assertProves(secret, hmac(shared, SALT1).slice(0, 16));
    }

    @Test
    void protocolTwo_hidesAsTheSpecificationDoes() throws Exception {
        assertBothWays(
                two(7),
                SALT1,
                "23dde5e3462daf36559b85c4ac5f9656aa9bfd81c1dc2bf8533c8b9f3882854786b4f500e25b4e3d81f7fc7c74236229");
        assertBothWays(
                two(8),
                Bytes.concat(SALT1, SALT2),
                "d9f4236403e0fe843a8e4e5be764d120904c198ad6e77b089876a3391961f183b0008b4ca66b91cd72aa35b6151ff981f6e5649f3c040e66"
                        + "15ad7dd8ae96ef23b229a5c97c3f0dcd8605eee166ce163a");
        assertBothWays(
                two(9),
                OUTPUT1,
                "3bfaa48f7952330d63e35ff8cd5bca48d2a12823828915749287256ab146272f9fb437bf65691243c3f504bd7ea6d5e6");
        assertBothWays(
                two(10),
                Bytes.concat(OUTPUT1, OUTPUT2),
                "90ee52f739043bc17b3488a74306d7801debb5b61f18662c648a25b5b5678ede482cdaff99a537a44f064fcb10ce6e04dfd27619dc96a0da"
                        + "ff8507e499296b1eecf0981f7c8518b277a7a3018f5ec6fb");
        Bytes shared = hex("0c63083de8170101d38bcf8bd72309568ddb4550867e23404b35d85712f7c20d"
                + "8bc911ee23c06034cbc14290b9669bec07739053c5a416e313ef905c79955876");
        assertProves(two(7), hmac(shared.slice(0, 32), SALT1));
    }

    @Test
    void outputs_areTheSaltsUnderTheCredentialsSecret() {
        assertEquals(OUTPUT1, PinCrypto.hmac(CRED_RANDOM, SALT1));
        assertEquals(OUTPUT2, PinCrypto.hmac(CRED_RANDOM, SALT2));
    }

    private static void assertBothWays(SharedSecret secret, Bytes plain, String hidden) {
        assertEquals(hex(hidden), secret.encrypt(plain));
        assertEquals(Optional.of(plain), secret.decrypt(hex(hidden)));
    }

    private static void assertProves(SharedSecret secret, Bytes mac) {
        assertTrue(secret.verifies(SALT1, mac));
        assertFalse(secret.verifies(SALT2, mac));
    }

    /** With the specification's initialisation vector. */
    private static SharedSecret two(int iv) throws GeneralSecurityException {
        return new SharedSecret(true, agreed(), new SecureRandom() {
            @Override
            public void nextBytes(byte[] octets) {
                System.arraycopy(seeded(iv).toArray(), 0, octets, 0, octets.length);
            }
        });
    }

    /** The abscissa of the point that both keys lead to, by the JDK; ECDH is the same from either side. */
    private static Bytes agreed() throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = curve.getParameterSpec(ECParameterSpec.class);
        KeyFactory keys = KeyFactory.getInstance("EC");
        ECPrivateKey own = (ECPrivateKey) keys.generatePrivate(new ECPrivateKeySpec(number(PLATFORM_PRIVATE), p256));
        ECPublicKey other = (ECPublicKey) keys.generatePublic(
                new ECPublicKeySpec(new ECPoint(number(AUTHENTICATOR_X), number(AUTHENTICATOR_Y)), p256));
        KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
        ecdh.init(own);
        ecdh.doPhase(other, true);
        return Bytes.of(ecdh.generateSecret());
    }

    private static Bytes hmac(Bytes key, Bytes message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
        return Bytes.of(mac.doFinal(message.toArray()));
    }

    private static Bytes seeded(int number) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("WebAuthn PRF test vectors".getBytes(StandardCharsets.US_ASCII));
            return Bytes.of(sha256.digest(new byte[] {(byte) number}));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(Bytes octets) {
        return new BigInteger(1, octets.toArray());
    }

    private static Bytes hex(String text) {
        return Bytes.fromHex(text);
    }
}
