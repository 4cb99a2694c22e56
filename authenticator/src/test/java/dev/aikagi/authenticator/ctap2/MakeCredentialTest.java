package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.Consent;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.1.2, its steps and its refusals. */
class MakeCredentialTest {
    private final Peer peer = Peer.of("security-key");

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257, -35, -36, -53, -37})
    void selfAttestation_ofEachAlgorithm_isVerifiedByTheJdk(int alg) throws Exception {
        var parameters = Peer.makeCredential();
        parameters.put(4, List.of(Peer.algorithm(alg)));

        var response = peer.ok(1, parameters);

        assertEquals("packed", response.get(1));
        byte[] data = (byte[]) response.get(2);
        Map<?, ?> statement = (Map<?, ?>) response.get(3);
        assertEquals(alg, statement.get("alg"));
        assertTrue(verifies(publicKey(data), alg, data, (byte[]) statement.get("sig")));
        data[40] ^= 1;
        assertFalse(verifies(publicKey((byte[]) response.get(2)), alg, data, (byte[]) statement.get("sig")));
    }

    @Test
    void authenticatorData_ofADeviceBoundKey_hasItsParts() {
        byte[] data = (byte[]) peer.ok(1, Peer.makeCredential()).get(2);

        assertArrayEquals(Peer.sha256("example.com"), Arrays.copyOf(data, 32));
        assertEquals(0x45, data[32], "AT, UV, UP");
        assertEquals(1, data[36]);
        assertEquals("61696b6167694b658000000000000001", HexFormat.of().formatHex(data, 37, 53));
        assertEquals(32, data[54]);
        assertEquals(1, peer.fingers.size());
        assertEquals("example.com", peer.fingers.get(0).rpId());
        assertTrue(peer.touches.isEmpty(), "a finger is a touch, too");
    }

    @ParameterizedTest
    @CsvSource({"windows-hello, 45, 1", "touch-id, 45, 0", "icloud-keychain, 5d, 0", "google-password-manager, 5d, 0"})
    void flagsAndCounter_followTheProfile(String profile, String flags, int counter) {
        byte[] data = (byte[]) Peer.of(profile).ok(1, Peer.makeCredential()).get(2);

        assertEquals(flags, HexFormat.of().toHexDigits(data[32]));
        assertEquals(counter, data[36]);
    }

    @Test
    void noneAttestation_isEmpty() {
        var response = Peer.of("icloud-keychain").ok(1, Peer.makeCredential());

        assertEquals("none", response.get(1));
        assertEquals(Map.of(), response.get(3));
    }

    @Test
    void basicAttestation_isSignedByTheBatchKey() throws Exception {
        var batch = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Bytes certificate = Bytes.fromHex("3000");
        var basic = Peer.with(PackedAttestation.basic(
                new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(certificate))));

        var response = basic.ok(1, Peer.makeCredential());

        Map<?, ?> statement = (Map<?, ?>) response.get(3);
        byte[] data = (byte[]) response.get(2);
        assertTrue(verifies(batch.getPublic(), -7, data, (byte[]) statement.get("sig")));
        assertFalse(verifies(publicKey(data), -7, data, (byte[]) statement.get("sig")));
        assertArrayEquals(certificate.toArray(), (byte[]) ((List<?>) statement.get("x5c")).get(0));
    }

    @Test
    void algorithms_areTakenInTheRelyingPartysOrder() {
        var parameters = Peer.makeCredential();
        parameters.put(
                4,
                List.of(
                        Map.of("alg", -7, "type", "something-else"),
                        Peer.algorithm(-65535),
                        Peer.algorithm(-8),
                        Peer.algorithm(-7)));

        assertEquals(-8, ((Map<?, ?>) peer.ok(1, parameters).get(3)).get("alg"));
    }

    @Test
    void sameSeed_givesTheSameBytes() {
        byte[] once = (byte[])
                Peer.of("icloud-keychain", 7).ok(1, Peer.makeCredential()).get(2);
        byte[] again = (byte[])
                Peer.of("icloud-keychain", 7).ok(1, Peer.makeCredential()).get(2);
        byte[] other = (byte[])
                Peer.of("icloud-keychain", 8).ok(1, Peer.makeCredential()).get(2);

        assertArrayEquals(once, again);
        assertFalse(Arrays.equals(once, other));
    }

    @Test
    void residentCredential_ofTheSameUser_isReplaced() {
        byte[] first = Peer.credentialId(peer.ok(1, Peer.makeCredential()));
        byte[] second = Peer.credentialId(peer.ok(1, Peer.makeCredential()));

        var named = Peer.getAssertion();
        named.put(3, List.of(Peer.descriptor(first)));
        assertEquals(0x2e, peer.status(2, named));
        named.put(3, List.of(Peer.descriptor(second)));
        assertEquals(0, peer.status(2, named));
    }

    @Test
    void fullKey_takesNoOtherUser_butReplacesItsOwn() {
        Peer small = Peer.holding(1);
        small.ok(1, Peer.makeCredential());
        var other = Peer.makeCredential();
        other.put(3, Peer.user(2));

        assertEquals(0x28, small.status(1, other));
        assertEquals(0, small.status(1, Peer.makeCredential()));
        other.put(7, Map.of("uv", true));
        assertEquals(0, small.status(1, other), "what is not discoverable takes no room");
    }

    @Test
    void excludedCredential_isToldAfterTheUserAgreed() {
        byte[] known = Peer.credentialId(peer.ok(1, Peer.makeCredential()));
        var parameters = Peer.makeCredential();
        parameters.put(5, List.of(Peer.descriptor(new byte[] {1}), Peer.descriptor(known)));

        assertEquals(0x19, peer.status(1, parameters));
        assertEquals(2, peer.fingers.size());
        parameters.put(2, Map.of("id", "other.example"));
        assertEquals(0, peer.status(1, parameters), "another relying party's credential excludes nothing");
    }

    @Test
    void excludedCredential_ofAKeyWithoutFinger_isToldAfterATouch() {
        Peer bare = Peer.withoutFinger();
        var parameters = Peer.makeCredential();
        parameters.remove(7);
        byte[] known = Peer.credentialId(bare.ok(1, parameters));
        parameters.put(5, List.of(Peer.descriptor(known)));
        bare.touch = Consent.REFUSED;

        assertEquals(0x27, bare.status(1, parameters));
        bare.touch = Consent.GRANTED;
        assertEquals(0x19, bare.status(1, parameters));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 27, 3", "TIMED_OUT, 2f, 1", "CANCELLED, 2d, 1"})
    void finger_notGranted_makesNothing(Consent consent, String status, int attempts) {
        peer.finger = List.of(consent);

        assertEquals(Integer.parseInt(status, 16), peer.status(1, Peer.makeCredential()));
        assertEquals(attempts, peer.fingers.size());
        peer.finger = List.of(Consent.GRANTED);
        assertEquals(0x2e, peer.status(2, Peer.getAssertion()));
    }

    @Test
    void finger_secondAttempt_counts() {
        peer.finger = List.of(Consent.REFUSED, Consent.GRANTED);

        assertEquals(0, peer.status(1, Peer.makeCredential()));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 27", "TIMED_OUT, 27", "CANCELLED, 2d"})
    void touch_notGranted_makesNothing(Consent consent, String status) {
        Peer bare = Peer.withoutFinger();
        bare.touch = consent;
        var parameters = Peer.makeCredential();
        parameters.put(7, Map.of("rk", true));

        assertEquals(Integer.parseInt(status, 16), bare.status(1, parameters));
    }

    @Test
    void verification_withoutFingerEnrolled_isAnInvalidOption() {
        assertEquals(0x2c, Peer.withoutFinger().status(1, Peer.makeCredential()));
    }

    @Test
    void enrolledKey_withoutVerification_isDenied() {
        var parameters = Peer.makeCredential();
        parameters.put(7, Map.of("rk", true));

        assertEquals(0x27, peer.status(1, parameters));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void requiredParameter_missingOrOfAnotherType_isRefused(int key) {
        var parameters = Peer.makeCredential();
        parameters.put(key, true);
        assertEquals(0x11, peer.status(1, parameters));
        parameters.remove(key);
        assertEquals(0x14, peer.status(1, parameters));
    }

    @Test
    void parameters_outOfRange_areRefused() {
        assertEquals(0x03, with(1, new byte[31]));
        assertEquals(0x03, with(3, Map.of("id", new byte[65])));
        assertEquals(0x03, with(3, Map.of("id", new byte[0])));
        assertEquals(0x14, with(2, Map.of("name", "no id")));
        assertEquals(0x14, with(4, List.of(Map.of("type", "public-key"))));
        assertEquals(0x11, with(4, List.of(Map.of("type", "public-key", "alg", "ES256"))));
        assertEquals(0x26, with(4, List.of()));
        assertEquals(0x26, with(4, List.of(Peer.algorithm(-65535))));
        assertEquals(0x2c, with(7, Map.of("up", false, "uv", true)));
        var pin = Peer.makeCredential();
        pin.put(8, new byte[16]);
        pin.put(9, 2);
        assertEquals(0x02, Peer.of("windows-hello").status(1, pin), "a key without PIN");
        assertEquals(0x02, with(10, 1));
        List<Object> long33 = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            long33.add(Peer.descriptor(new byte[] {(byte) i}));
        }
        assertEquals(0x15, with(5, long33));
    }

    @Test
    void unknownParametersAndOptions_areIgnored() {
        assertEquals(0, with(99, "what is to come"));
        assertEquals(0, with(7, Map.of("rk", true, "uv", true, "unheardOf", true)));
        assertEquals(0, with(6, Map.of("unheardOf", true)));
    }

    @Test
    void nonCanonicalParameters_areRefused() {
        byte[] canonical = Cbor.encode(Peer.makeCredential());
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(1);
        longer.write(0xb8);
        longer.write(canonical[0] & 0x1f);
        longer.write(canonical, 1, canonical.length - 1);

        assertArrayEquals(new byte[] {0x12}, peer.raw(longer.toByteArray()));
        assertArrayEquals(new byte[] {0x14}, peer.raw((byte) 1), "no parameters at all");
    }

    @Test
    void longNames_areTruncatedBetweenCharacters() {
        var one = Peer.makeCredential();
        one.put(3, Map.of("id", new byte[] {1}, "name", "健".repeat(30)));
        var two = Peer.makeCredential();
        two.put(3, Map.of("id", new byte[] {2}, "name", "short"));
        peer.ok(1, one);
        peer.ok(1, two);
        peer.ok(2, Peer.getAssertion());

        Map<?, ?> user = (Map<?, ?>) peer.ok(8, Map.of()).get(4);

        assertEquals("健".repeat(21), user.get("name"));
    }

    @Test
    void filter_changesWhatIsSigned() throws Exception {
        peer.filter = data -> new dev.aikagi.authenticator.message.AuthenticatorData(
                data.rpIdHash(), data.flags(), 77, data.attested());

        var response = peer.ok(1, Peer.makeCredential());

        byte[] data = (byte[]) response.get(2);
        assertEquals(77, data[36]);
        assertTrue(verifies(publicKey(data), -7, data, (byte[]) ((Map<?, ?>) response.get(3)).get("sig")));
        assertNotEquals(1, data[36]);
    }

    private int with(int key, Object value) {
        var parameters = Peer.makeCredential();
        parameters.put(key, value);
        return peer.status(1, parameters);
    }

    static boolean verifies(PublicKey key, int alg, byte[] data, byte[] signature) throws Exception {
        Signature verifier = Signature.getInstance(
                switch (alg) {
                    case -7 -> "SHA256withECDSA";
                    case -35 -> "SHA384withECDSA";
                    case -36 -> "SHA512withECDSA";
                    case -8 -> "Ed25519";
                    case -53 -> "Ed448";
                    case -37 -> "RSASSA-PSS";
                    default -> "SHA256withRSA";
                });
        if (alg == -37) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify(key);
        verifier.update(data);
        verifier.update(Peer.HASH);
        return verifier.verify(signature);
    }

    /** Built from the COSE_Key by the JDK's key factories. */
    static PublicKey publicKey(byte[] data) throws Exception {
        int at = 55 + (((data[53] & 0xff) << 8) | (data[54] & 0xff));
        Map<?, ?> cose = (Map<?, ?>) Cbor.decode(data, at, data.length - at);
        return switch ((Integer) cose.get(1)) {
            case 2 -> {
                AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
                curve.init(new ECGenParameterSpec(
                        List.of("secp256r1", "secp384r1", "secp521r1").get((Integer) cose.get(-1) - 1)));
                yield KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(
                                new ECPoint(unsigned(cose.get(-2)), unsigned(cose.get(-3))),
                                curve.getParameterSpec(ECParameterSpec.class)));
            }
            case 3 ->
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(unsigned(cose.get(-1)), unsigned(cose.get(-2))));
            default ->
                KeyFactory.getInstance("EdDSA")
                        .generatePublic(new X509EncodedKeySpec(Bytes.concat(
                                        Bytes.fromHex(
                                                cose.get(-1).equals(6)
                                                        ? "302a300506032b6570032100"
                                                        : "3043300506032b6571033a00"),
                                        Bytes.of((byte[]) cose.get(-2)))
                                .toArray()));
        };
    }

    private static BigInteger unsigned(Object octets) {
        return new BigInteger(1, (byte[]) octets);
    }
}
