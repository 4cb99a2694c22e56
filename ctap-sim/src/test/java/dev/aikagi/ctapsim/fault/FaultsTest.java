package dev.aikagi.ctapsim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.Cbor;
import com.yubico.yubikit.fido.Cose;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.Ctap2Session.AssertionData;
import com.yubico.yubikit.fido.ctap.Ctap2Session.CredentialData;
import com.yubico.yubikit.fido.webauthn.AuthenticatorData;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault, as yubikit and the JDK's signatures notice it over a wire. */
class FaultsTest {
    private static final byte[] CLIENT_DATA_HASH = new byte[32];
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void noFault_everythingIsRight() throws Exception {
        try (VirtualDevice device = device();
                Ctap2Session session = hid(device)) {
            CredentialData made = make(session);
            AssertionData asserted = get(session);

            assertEquals(5, flags(asserted.getAuthenticatorData()), "UP and UV");
            assertTrue(verifies(made, asserted));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void status_ofOneCommand_isThatErrorThereAlone(boolean overHid) throws Exception {
        try (VirtualDevice device = device("status=27@getAssertion");
                Ctap2Session session =
                        overHid ? hid(device) : new Ctap2Session(new VirtualSmartCardConnection(device.card()))) {
            make(session);

            var refused = assertThrows(CtapException.class, () -> get(session));

            assertEquals(CtapException.ERR_OPERATION_DENIED, refused.getCtapError());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw=00ff", "raw=00a20101", "cut=40", "cut=1"})
    void answer_thatIsNone_isNotTaken(String fault) throws Exception {
        try (VirtualDevice device = device(fault + "@make-credential");
                Ctap2Session session = hid(device)) {
            assertThrows(Exception.class, () -> make(session));
            session.getInfo();
        }
    }

    @Test
    void badSignature_isNotVerified() throws Exception {
        try (VirtualDevice device = device("bad-signature@getAssertion");
                Ctap2Session session = hid(device)) {
            assertFalse(verifies(make(session), get(session)));
        }
    }

    @ParameterizedTest
    @CsvSource({"clear-up, 01", "clear-uv, 04", "flip-be, 08", "flip-bs, 10"})
    void flag_changed_isSignedSo(String fault, String bit) throws Exception {
        int flag = Integer.parseInt(bit, 16);
        try (VirtualDevice honest = device();
                VirtualDevice lying = device(fault + "@getAssertion");
                Ctap2Session session = hid(honest);
                Ctap2Session liar = hid(lying)) {
            make(session);
            CredentialData made = make(liar);
            AssertionData asserted = get(liar);

            assertEquals(flags(get(session).getAuthenticatorData()) ^ flag, flags(asserted.getAuthenticatorData()));
            assertTrue(verifies(made, asserted), "what is wrong is signed");
        }
    }

    @Test
    void rpModelAndCounter_changed_areSignedSo() throws Exception {
        try (VirtualDevice honest = device();
                VirtualDevice lying = device("other-rp", "other-aaguid", "counter-stands");
                Ctap2Session session = hid(honest);
                Ctap2Session liar = hid(lying)) {
            byte[] right = make(session).getAuthenticatorData();
            byte[] wrong = make(liar).getAuthenticatorData();

            assertEquals(List.of(31), differing(right, wrong, 0, 33), "rpIdHash");
            assertEquals(List.of(52), differing(right, wrong, 37, 53), "AAGUID");
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        1, ByteBuffer.wrap(get(liar).getAuthenticatorData()).getInt(33));
            }
        }
    }

    @Test
    void model_asTold_isSignedSo() throws Exception {
        try (VirtualDevice lying = device("aaguid=00112233445566778899aabbccddeeff");
                Ctap2Session liar = hid(lying)) {
            CredentialData made = make(liar);

            assertEquals(
                    "00112233445566778899aabbccddeeff",
                    Bytes.of(made.getAuthenticatorData()).slice(37, 53).hex());
            assertEquals("packed", made.getFormat(), "self attestation of a model, which no client makes anonymous");
            assertFalse(made.getAttestationStatement().containsKey("x5c"));
        }
    }

    @Test
    void counter_goingBack_isLowerEachTime() throws Exception {
        try (VirtualDevice honest = device();
                VirtualDevice lying = device("counter-back");
                Ctap2Session session = hid(honest);
                Ctap2Session liar = hid(lying)) {
            make(session);
            make(liar);

            assertTrue(counter(get(session)) < counter(get(session)));
            assertTrue(counter(get(liar)) > counter(get(liar)));
        }
    }

    /** CTAP 2.1 §12.1: credProtect is the only output that was asked for, and it is what was asked for. */
    @ParameterizedTest
    @CsvSource({
        "clear-up, {credProtect=2}",
        "extra-extension=minPinLength, '{credProtect=2, minPinLength=true}'",
        "no-extension, null",
        "wrong-extension, {credProtect=3}"
    })
    void extensionOutput_tamperedWith_isSignedSo(String fault, String outputs) throws Exception {
        try (VirtualDevice device = kind("security-key", fault);
                Ctap2Session session = hid(device)) {
            CredentialData made = make(session, null, Map.of("credProtect", 2));

            var data = AuthenticatorData.parseFrom(ByteBuffer.wrap(made.getAuthenticatorData()));
            assertEquals(
                    outputs, String.valueOf(data.getExtensions() == null ? null : new TreeMap<>(data.getExtensions())));
        }
    }

    @Test
    void silentAssertion_refused_whereATouchIsNot() throws Exception {
        try (VirtualDevice device = device("no-silence");
                Ctap2Session session = hid(device)) {
            make(session);
            get(session);

            var refused = assertThrows(CtapException.class, () -> silent(session));

            assertEquals(CtapException.ERR_UNSUPPORTED_OPTION, refused.getCtapError());
            device.faults().set(List.of());
            assertEquals(0, flags(silent(session).getAuthenticatorData()) & 1, "an honest key signs without a touch");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void list_longerThanTheKeyTakes_isRefused(boolean making) throws Exception {
        try (VirtualDevice device = device("longest-list=2");
                Ctap2Session session = hid(device)) {
            byte[] made = make(session).getAuthenticatorData();
            byte[] id = Bytes.of(made).slice(55, 55 + made[54]).toArray();

            CtapCall three = () -> making ? make(session, list(3, new byte[32]), null) : allowed(session, list(3, id));
            CtapCall two = () -> making ? make(session, list(2, new byte[32]), null) : allowed(session, list(2, id));

            two.run();
            assertEquals(
                    CtapException.ERR_LIMIT_EXCEEDED,
                    assertThrows(CtapException.class, three::run).getCtapError());
            device.faults().set(List.of());
            three.run();
        }
    }

    @Test
    void name_thatIsNoUtf8_isNotTheUsers() throws Exception {
        try (VirtualDevice device = device("invalid-utf8");
                Ctap2Session session = hid(device)) {
            make(session);
            session.makeCredential(
                    CLIENT_DATA_HASH,
                    Map.of("id", "kosmo.example", "name", "KOSMO"),
                    Map.of("id", new byte[] {2}, "name", "jiro", "displayName", "jiro"),
                    List.of(Map.of("type", "public-key", "alg", -7)),
                    null,
                    null,
                    Map.of("rk", true, "uv", true),
                    null,
                    null,
                    null,
                    null);

            assertEquals("jir\ufffd", get(session).getUser().get("name"), "one of two users is named");
            device.faults().set(List.of());
            assertEquals("jiro", get(session).getUser().get("name"));
        }
    }

    @Test
    void memberOfTheAnswer_missingOrMadeUp_isSeen() throws Exception {
        try (VirtualDevice device = device("no-credential", "enterprise");
                Ctap2Session session = hid(device)) {
            assertEquals(true, make(session).getEnterpriseAttestation());
            assertNull(get(session).getCredential());
            device.faults().set(List.of());
            assertNull(make(session).getEnterpriseAttestation());
            assertEquals("public-key", get(session).getCredential().get("type"));
        }
    }

    /** With a short Le, 256 bytes are the most that come without 61xx. */
    @Test
    void answer_padded_hasExactlyThatSize() throws Exception {
        try (VirtualDevice device = device("pad=256@getAssertion");
                Ctap2Session session = new Ctap2Session(new VirtualSmartCardConnection(device.card()))) {
            make(session);
            byte[] request = Bytes.fromHex("02a2016d6b6f736d6f2e6578616d706c65025820" + "00".repeat(32))
                    .toArray();
            byte[] apdu = Bytes.concat(
                            Bytes.of((byte) 0x80, (byte) 0x10, (byte) 0, (byte) 0, (byte) request.length),
                            Bytes.of(request),
                            Bytes.of((byte) 0))
                    .toArray();

            byte[] answer = device.card().transmit(apdu);

            assertEquals(258, answer.length);
            assertEquals("9000", Bytes.of(answer).slice(256, 258).hex());
            assertEquals(1, get(session).getCredential().size() - 1, "yubikit reads over what it does not know");
            device.faults().set(List.of());
            assertTrue(device.card().transmit(apdu).length < 250);
        }
    }

    @Test
    void answer_paddedToAnySize_isCborOfThatSize() {
        Bytes answer = Bytes.fromHex("00a1016161");
        for (int size = 8; size < 700; size++) {
            Bytes padded = FaultyAnswer.of(answer, Fault.parse("pad=" + size));

            assertEquals(size, padded.size());
            assertEquals("a", ((Map<?, ?>) Cbor.decode(padded.toArray(), 1, size - 1)).get(1));
        }
        assertEquals(answer, FaultyAnswer.of(answer, Fault.parse("pad=7")), "a member takes three bytes at least");
    }

    @ParameterizedTest
    @CsvSource({"late=1@getInfo, 2d", "cancel-status=2f, 2f"})
    void cancelledCommand_endsAsTold(String fault, String status) throws Exception {
        VirtualUser user = new VirtualUser();
        user.touch(Behaviour.IGNORE);
        try (VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("touch-id"))
                        .user(user.presence(), UserVerification.ALWAYS)
                        .faults(faults(fault))
                        .build();
                Ctap2Session session = hid(device)) {
            CommandState state = new CommandState();
            state.cancel();

            var cancelled = assertThrows(CtapException.class, () -> session.selection(state));

            assertEquals(Integer.parseInt(status, 16), cancelled.getCtapError() & 0xff);
        }
    }

    @Test
    void lateReports_comeAfterTheirTime() throws Exception {
        try (VirtualDevice device = device("late-report=2:1500");
                Ctap2Session patient = hid(device)) {
            assertEquals(0x45, flags(make(patient).getAuthenticatorData()));
            try (var hasty = new VirtualFidoConnection(device.hid(), Duration.ofMillis(300))) {
                assertThrows(IOException.class, () -> new Ctap2Session(hasty));
            }
        }
    }

    /** A running key is told, and each of several keys for itself. */
    @Test
    void faults_changed_areOfThatKeyFromNowOn() throws Exception {
        try (VirtualDevice device = device();
                VirtualDevice other = device();
                Ctap2Session session = hid(device);
                Ctap2Session honest = hid(other)) {
            make(session);
            make(honest);
            device.faults().set(List.of(Fault.parse("status=27@get-assertion")));

            assertThrows(CtapException.class, () -> get(session));
            get(honest);
            device.faults().set(List.of());
            get(session);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-report=2", "double-report=2", "garble-report=2", "garble-report=1"})
    void report_lostDoubledOrGarbled_isNoticed(String fault) throws Exception {
        try (VirtualDevice honest = device();
                Ctap2Session session = new Ctap2Session(new VirtualFidoConnection(honest.hid(), LIMIT))) {
            make(session);
        }
        try (VirtualDevice device = device(fault);
                VirtualFidoConnection connection = new VirtualFidoConnection(device.hid(), LIMIT)) {
            assertThrows(Exception.class, () -> make(new Ctap2Session(connection)));
        }
    }

    @Test
    void late_hostIsKeptAlive() throws Exception {
        try (VirtualDevice device = device("late=700@makeCredential");
                Ctap2Session session =
                        new Ctap2Session(new VirtualFidoConnection(device.hid(), Duration.ofMillis(500)))) {
            assertEquals(0x45, flags(make(session).getAuthenticatorData()), "UP, UV and AT");
        }
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void name_ofEveryKind_isRead(FaultKind kind) {
        String argument = switch (kind) {
            case STATUS, CANCEL_STATUS -> "=2B";
            case STATUS_WORD -> "=6A80";
            case RAW -> "=00a0";
            case AAGUID -> "=" + "0a".repeat(16);
            case EXTRA_EXTENSION -> "=credBlob";
            case LATE_REPORT -> "=1:20";
            case CUT, LATE, PAD, NOT_YET, LONGEST_LIST, DROP_REPORT, DOUBLE_REPORT, GARBLE_REPORT -> "=12";
            default -> "";
        };

        Fault fault = Fault.parse(kind.text() + argument);
        assertEquals(kind, fault.kind());
        assertEquals(fault, Fault.parse(fault.text()));
        assertThrows(IllegalArgumentException.class, () -> Fault.parse(kind.text() + "=?"));
    }

    @ParameterizedTest
    @CsvSource({
        "lies, there is no fault 'lies'",
        "STATUS=27, is not of the form",
        "status, takes an argument",
        "clear-up=1, takes no argument",
        "clear-up@nothing, there is no command 'nothing'",
        "drop-report=1@getInfo, reports are those of every command",
        "wrong-code@getInfo, 'is of oathCalculate, oathCalculateAll alone'",
        "status-word=6985@makeCredential, is of u2fRegister",
        "status=27@u2fRegister, is of makeCredential"
    })
    void name_ofNoFault_saysWhichThereAre(String text, String message) {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Fault.parse(text))
                .getMessage());

        assertTrue(said.contains(message), said);
    }

    private interface CtapCall {
        Object run() throws Exception;
    }

    private static VirtualDevice device(String... faults) {
        return kind("windows-hello", faults);
    }

    private static VirtualDevice kind(String profile, String... faults) {
        return VirtualDevice.builder(ProfileReader.bundled(profile))
                .attestation(PackedAttestation.self())
                .faults(faults(faults))
                .build();
    }

    private static Faults faults(String... faults) {
        return new Faults(Arrays.stream(faults).map(Fault::parse).toList());
    }

    private static Ctap2Session hid(VirtualDevice device) throws Exception {
        return new Ctap2Session(new VirtualFidoConnection(device.hid()));
    }

    private static CredentialData make(Ctap2Session session) throws Exception {
        return make(session, null, null);
    }

    private static CredentialData make(Ctap2Session session, List<Map<String, ?>> excluded, Map<String, ?> extensions)
            throws Exception {
        return session.makeCredential(
                CLIENT_DATA_HASH,
                Map.of("id", "kosmo.example", "name", "KOSMO"),
                Map.of("id", new byte[] {1}, "name", "taro", "displayName", "taro"),
                List.of(Map.of("type", "public-key", "alg", -7)),
                excluded,
                extensions,
                Map.of("rk", true, "uv", true),
                null,
                null,
                null,
                null);
    }

    private static AssertionData get(Ctap2Session session) throws Exception {
        return session.getAssertions(
                        "kosmo.example", CLIENT_DATA_HASH, null, null, Map.of("uv", true), null, null, null)
                .get(0);
    }

    private static AssertionData silent(Ctap2Session session) throws Exception {
        return session.getAssertions(
                        "kosmo.example", CLIENT_DATA_HASH, null, null, Map.of("up", false), null, null, null)
                .get(0);
    }

    private static AssertionData allowed(Ctap2Session session, List<Map<String, ?>> credentials) throws Exception {
        return session.getAssertions(
                        "kosmo.example", CLIENT_DATA_HASH, credentials, null, Map.of("uv", true), null, null, null)
                .get(0);
    }

    /** Credentials that nobody has, and this one last. */
    private static List<Map<String, ?>> list(int size, byte[] id) {
        List<Map<String, ?>> list = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            list.add(Map.of("type", "public-key", "id", new byte[i]));
        }
        list.add(Map.of("type", "public-key", "id", id));
        return list;
    }

    private static int counter(AssertionData asserted) {
        return ByteBuffer.wrap(asserted.getAuthenticatorData()).getInt(33);
    }

    private static int flags(byte[] authenticatorData) {
        return authenticatorData[32] & 0xff;
    }

    private static List<Integer> differing(byte[] one, byte[] other, int from, int to) {
        return IntStream.range(from, to).filter(i -> one[i] != other[i]).boxed().toList();
    }

    private static boolean verifies(CredentialData made, AssertionData asserted) throws Exception {
        PublicKey key = Cose.getPublicKey(AuthenticatorData.parseFrom(ByteBuffer.wrap(made.getAuthenticatorData()))
                .getAttestedCredentialData()
                .getCosePublicKey());
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(asserted.getAuthenticatorData());
        verifier.update(CLIENT_DATA_HASH);
        return verifier.verify(asserted.getSignature());
    }
}
