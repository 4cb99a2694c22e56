package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.ctap.Ctap1Session;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** U2F raw messages v1.2, read by yubikit and verified by the JDK, and U2F beside CTAP2. */
class U2fTest {
    private static final byte[] CHALLENGE = Peer.sha256("challenge");
    private static final byte[] APPLICATION = Peer.sha256("example.com");

    /** No certificate, but a DER element of that length. */
    private static final Bytes CERTIFICATE = Bytes.fromHex("30020500");

    private KeyPair batch;
    private Peer peer;

    @BeforeEach
    void plugIn() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        batch = generator.generateKeyPair();
        peer = Peer.having(
                PackedAttestation.basic(
                        new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(CERTIFICATE))),
                Feature.U2F,
                Feature.CLIENT_PIN,
                Feature.CRED_PROTECT);
    }

    @Test
    void version_isU2fV2() {
        assertArrayEquals("U2F_V2".getBytes(StandardCharsets.US_ASCII), data(apdu(0, 3, 0)));
        assertEquals(List.of("U2F_V2", "FIDO_2_0"), peer.ok(4, Map.of()).get(1));
        assertEquals(0x6700, status(apdu(0, 3, 0, (byte) 1)));
        assertEquals(0x6d00, status(apdu(0, 4, 0)));
        assertEquals(0x6e00, status(apdu(0x80, 3, 0)));
        assertEquals(0x6700, status(new byte[] {0, 3, 0}));
    }

    @Test
    void registration_isSignedByTheBatchKey() throws Exception {
        byte[] raw = register();
        var registered = new Ctap1Session.RegistrationData(raw);

        assertEquals(5, raw[0]);
        assertArrayEquals(CERTIFICATE.toArray(), registered.getCertificate());
        byte[] signed =
                concat(new byte[1], APPLICATION, CHALLENGE, registered.getKeyHandle(), registered.getPublicKey());
        assertTrue(verifies(batch.getPublic(), signed, registered.getSignature()));
        signed[1] ^= 1;
        assertFalse(verifies(batch.getPublic(), signed, registered.getSignature()));
        assertEquals(1, peer.touches.size());
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1", "8, 0, 0"})
    void authentication_isSignedByTheRegisteredKey(int control, int presence, int touches) throws Exception {
        var registered = new Ctap1Session.RegistrationData(register());
        peer.touches.clear();

        byte[] answer = data(authenticate(control, APPLICATION, registered.getKeyHandle()));

        assertEquals(presence, answer[0]);
        assertEquals(1, answer[4], "the counter");
        byte[] signed = concat(APPLICATION, Arrays.copyOf(answer, 5), CHALLENGE);
        assertTrue(verifies(point(registered.getPublicKey()), signed, Arrays.copyOfRange(answer, 5, answer.length)));
        assertEquals(touches, peer.touches.size());
    }

    @Test
    void keyHandle_ofAnother_isWrongData_andCheckOnlyTells() throws Exception {
        byte[] handle = new Ctap1Session.RegistrationData(register()).getKeyHandle();

        assertEquals(0x6985, status(authenticate(7, APPLICATION, handle)));
        assertEquals(0x6a80, status(authenticate(7, Peer.sha256("other.example"), handle)));
        handle[20] ^= 1;
        assertEquals(0x6a80, status(authenticate(7, APPLICATION, handle)));
        assertEquals(0x6a80, status(authenticate(3, APPLICATION, new byte[0])));
        handle[20] ^= 1;
        assertEquals(0x6a86, status(authenticate(9, APPLICATION, handle)));
        assertEquals(0x6700, status(apdu(0, 2, 3, new byte[64])));
        assertEquals(0x6700, status(apdu(0, 1, 3, new byte[63])));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED", "TIMED_OUT", "CANCELLED"})
    void touch_notGranted_isNotSatisfied(Consent consent) throws Exception {
        byte[] handle = new Ctap1Session.RegistrationData(register()).getKeyHandle();
        peer.touch = consent;
        assertEquals(0x6985, status(apdu(0, 1, 0, concat(CHALLENGE, APPLICATION))));
        assertEquals(0x6985, status(authenticate(3, APPLICATION, handle)));
    }

    @Test
    void credentials_areUsableFromBothSides() throws Exception {
        byte[] handle = new Ctap1Session.RegistrationData(register()).getKeyHandle();
        var get = Peer.getAssertion();
        get.put(3, List.of(Peer.descriptor(handle)));
        get.remove(5);
        assertEquals(0, peer.status(2, get));

        var make = Peer.makeCredential();
        make.put(7, Map.of("rk", false));
        byte[] wrapped = Peer.credentialId(peer.ok(1, make));
        assertEquals(0x9000, status(authenticate(3, APPLICATION, wrapped)));
        make.put(7, Map.of("rk", true));
        assertEquals(0x9000, status(authenticate(3, APPLICATION, Peer.credentialId(peer.ok(1, make)))));
        make.put(6, Map.of("credProtect", 3));
        assertEquals(0x6a80, status(authenticate(3, APPLICATION, Peer.credentialId(peer.ok(1, make)))));
        make.remove(6);
        make.put(4, List.of(Peer.algorithm(-8)));
        assertEquals(0x6a80, status(authenticate(3, APPLICATION, Peer.credentialId(peer.ok(1, make)))));
    }

    /** Id and relying party have to agree. */
    @Test
    void residentCredential_ofAnotherApplication_isWrongData() {
        var make = Peer.makeCredential();
        make.put(7, Map.of("rk", true));
        byte[] here = Peer.credentialId(peer.ok(1, make));
        make.put(2, Map.of("id", "other.example", "name", "Other"));
        byte[] elsewhere = Peer.credentialId(peer.ok(1, make));

        assertEquals(0x9000, status(authenticate(8, APPLICATION, here)));
        assertEquals(0x9000, status(authenticate(8, Peer.sha256("other.example"), elsewhere)));
        assertEquals(0x6a80, status(authenticate(8, APPLICATION, elsewhere)));
        assertEquals(0x6a80, status(authenticate(8, Peer.sha256("other.example"), here)));
    }

    @Test
    void keyHandle_longerOrShorterThanItSays_isWrongLength() {
        byte[] handle = new Ctap1Session.RegistrationData(register()).getKeyHandle();
        for (int off : new int[] {-1, 1}) {
            byte[] data = concat(CHALLENGE, APPLICATION, new byte[] {(byte) (handle.length + off)}, handle);
            assertEquals(0x6700, status(apdu(0, 2, 3, data)));
        }
    }

    @Test
    void keyThatDoesNotCount_answersWithZero() {
        AuthenticatorProfile counting = Peer.with(ProfileReader.bundled("security-key"), 100, Set.of(Feature.U2F));
        peer = Peer.of(new AuthenticatorProfile(
                counting.name(),
                counting.displayName(),
                counting.aaguid(),
                counting.versions(),
                counting.firmwareVersion(),
                counting.platform(),
                counting.transports(),
                counting.algorithms(),
                counting.sensor(),
                counting.backupEligible(),
                counting.backedUp(),
                false,
                counting.attestation(),
                counting.capacity(),
                counting.limits(),
                counting.features(),
                counting.factory()));
        var make = Peer.makeCredential();
        make.put(7, Map.of("rk", false));
        byte[] handle = Peer.credentialId(peer.ok(1, make));

        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "0100000000",
                    Bytes.of(data(authenticate(3, APPLICATION, handle)))
                            .slice(0, 5)
                            .hex());
        }
    }

    @Test
    void alwaysUv_endsU2f() {
        peer.alwaysUv();
        assertEquals(0x6986, status(apdu(0, 3, 0)));
        assertEquals(List.of("FIDO_2_0"), peer.ok(4, Map.of()).get(1));
    }

    @Test
    void keyWithoutU2fOrBatchKey_registersNothing() {
        peer = Peer.of("windows-hello");
        assertEquals(0x6d00, status(apdu(0, 3, 0)));
        peer = Peer.having(PackedAttestation.self(), Feature.U2F);
        assertEquals(0x6d00, status(apdu(0, 1, 0, concat(CHALLENGE, APPLICATION))));
    }

    private byte[] register() {
        return data(apdu(0, 1, 0, concat(CHALLENGE, APPLICATION)));
    }

    private static byte[] authenticate(int control, byte[] application, byte[] handle) {
        return apdu(0, 2, control, concat(CHALLENGE, application, new byte[] {(byte) handle.length}, handle));
    }

    /** In the extended form, as CTAPHID carries it. */
    private static byte[] apdu(int cla, int ins, int p1, byte... data) {
        byte[] head = {(byte) cla, (byte) ins, (byte) p1, 0, 0};
        byte[] length = {(byte) (data.length >> 8), (byte) data.length};
        return data.length == 0 ? concat(head, new byte[2]) : concat(head, length, data, new byte[2]);
    }

    private byte[] data(byte[] apdu) {
        byte[] answer = peer.authenticator.processMsg(apdu, Transaction.UNATTENDED);
        assertEquals(0x9000, word(answer));
        return Arrays.copyOf(answer, answer.length - 2);
    }

    private int status(byte[] apdu) {
        return word(peer.authenticator.processMsg(apdu, Transaction.UNATTENDED));
    }

    private static int word(byte[] answer) {
        return ((answer[answer.length - 2] & 0xff) << 8) | (answer[answer.length - 1] & 0xff);
    }

    private static boolean verifies(PublicKey key, byte[] message, byte[] signature) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static PublicKey point(byte[] uncompressed) throws Exception {
        byte[] head = Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
                .toArray();
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(concat(head, uncompressed)));
    }

    private static byte[] concat(byte[]... parts) {
        return Bytes.concat(Arrays.stream(parts).map(Bytes::of).toArray(Bytes[]::new))
                .toArray();
    }
}
