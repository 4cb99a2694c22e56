package dev.aikagi.ctapsim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.Cose;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.Ctap2Session.AssertionData;
import com.yubico.yubikit.fido.ctap.Ctap2Session.CredentialData;
import com.yubico.yubikit.fido.webauthn.AuthenticatorData;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    @EnumSource(Fault.Kind.class)
    void name_ofEveryKind_isRead(Fault.Kind kind) {
        String argument = switch (kind) {
            case STATUS -> "=2B";
            case RAW -> "=00a0";
            case CUT, LATE, DROP_REPORT, DOUBLE_REPORT, GARBLE_REPORT -> "=12";
            default -> "";
        };

        assertEquals(kind, Fault.parse(kind.text() + argument).kind());
        assertThrows(IllegalArgumentException.class, () -> Fault.parse(kind.text() + "=?"));
    }

    @ParameterizedTest
    @CsvSource({
        "lies, there is no fault 'lies'",
        "STATUS=27, is not of the form",
        "status, takes an argument",
        "clear-up=1, takes no argument",
        "clear-up@nothing, there is no command 'nothing'",
        "drop-report=1@getInfo, reports are those of every command"
    })
    void name_ofNoFault_saysWhichThereAre(String text, String message) {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Fault.parse(text))
                .getMessage());

        assertTrue(said.contains(message), said);
    }

    private static VirtualDevice device(String... faults) {
        return VirtualDevice.builder(ProfileReader.bundled("windows-hello"))
                .faults(new Faults(Arrays.stream(faults).map(Fault::parse).toList()))
                .build();
    }

    private static Ctap2Session hid(VirtualDevice device) throws Exception {
        return new Ctap2Session(new VirtualFidoConnection(device.hid()));
    }

    private static CredentialData make(Ctap2Session session) throws Exception {
        return session.makeCredential(
                CLIENT_DATA_HASH,
                Map.of("id", "kosmo.example", "name", "KOSMO"),
                Map.of("id", new byte[] {1}, "name", "taro", "displayName", "taro"),
                List.of(Map.of("type", "public-key", "alg", -7)),
                null,
                null,
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
