package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.core.util.Tlvs;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.trace.Frame;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key's FIDO half over its card, driven by yubikit. */
class FidoOverCardTest {
    private static final byte[] CLIENT_DATA_HASH = new byte[32];
    private static final Map<String, Object> RP = Map.of("id", "kosmo.example", "name", "健康保険組合");

    private final VirtualUser user = new VirtualUser(Duration.ofSeconds(20));
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final FrameLog frames = new FrameLog(clock);
    private final VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("windows-hello"))
            .clock(clock)
            .user(user.presence(), user.verification())
            .attestation(PackedAttestation.self())
            .frames(frames)
            .build();

    @AfterEach
    void unplug() {
        device.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ceremonies_shortOrExtended_work(boolean extended) throws Exception {
        try (Ctap2Session session = session(extended)) {
            String name = "a".repeat(60);
            var created = session.makeCredential(
                    CLIENT_DATA_HASH,
                    RP,
                    Map.of("id", new byte[64], "name", name, "displayName", name),
                    List.of(Map.of("type", "public-key", "alg", -7)),
                    descriptors(5),
                    null,
                    Map.of("rk", true),
                    null,
                    null,
                    null,
                    null);
            assertEquals("packed", created.getFormat());
            var unknown = assertThrows(
                    CtapException.class,
                    () -> session.getAssertions(
                            "kosmo.example", CLIENT_DATA_HASH, descriptors(3), null, null, null, null, null));
            assertEquals(CtapException.ERR_NO_CREDENTIALS, unknown.getCtapError());

            var asserted = session.getAssertions("kosmo.example", CLIENT_DATA_HASH, null, null, null, null, null, null);
            assertEquals(1, asserted.size());
            assertTrue(asserted.get(0).getSignature().length > 64);
        }
        boolean chained = frames.since(0).stream()
                .flatMap(frame -> frame.payload().stream())
                .anyMatch(apdu -> apdu.hex().startsWith("9010"));
        assertEquals(!extended, chained);
    }

    @Test
    void makeCredential_userHesitates_keepAlivesUntilTouch() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        try (Ctap2Session session = session(true)) {
            var state = new RecordingState();
            var created = CompletableFuture.supplyAsync(() -> make(session, state));
            assertTrue(state.upNeeded.get(10, TimeUnit.SECONDS));

            user.release();

            assertEquals("packed", created.get(10, TimeUnit.SECONDS).getFormat());
        }
    }

    @Test
    void makeCredential_hostCancels_isKeepaliveCancel() throws Exception {
        user.touch(Behaviour.IGNORE);
        try (Ctap2Session session = session(false)) {
            var state = new RecordingState();
            var created = CompletableFuture.supplyAsync(() -> make(session, state));
            assertTrue(state.upNeeded.get(10, TimeUnit.SECONDS));

            state.cancel();

            var failed = assertThrows(Exception.class, () -> created.get(10, TimeUnit.SECONDS));
            var cause = (CtapException) failed.getCause().getCause();
            assertEquals(CtapException.ERR_KEEPALIVE_CANCEL, cause.getCtapError());
        }
    }

    @Test
    void makeCredential_withoutPolling_waitsForTheUser() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        try (Ctap2Session session = session(true)) {
            session.setPollingEnabled(false);
            var created = CompletableFuture.supplyAsync(() -> make(session, null));
            assertTrue(user.awaitPrompts(1, Duration.ofSeconds(10)));

            user.release();

            assertEquals("packed", created.get(10, TimeUnit.SECONDS).getFormat());
        }
    }

    @Test
    void getInfo_hidWaitsForItsUser_cardWaitsForHid() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        try (Ctap2Session usb = new Ctap2Session(new VirtualFidoConnection(device.hid()))) {
            var created = CompletableFuture.supplyAsync(() -> make(usb, null));
            assertTrue(user.awaitPrompts(1, Duration.ofSeconds(10)));
            byte[] select = Bytes.fromHex("00a4040008a0000006472f0001").toArray();
            device.card().powerOn();
            device.card().transmit(select);
            byte[] getInfo = Bytes.fromHex("801080000104").toArray();
            assertEquals("019100", Bytes.of(device.card().transmit(getInfo)).hex());

            user.release();

            assertEquals("packed", created.get(10, TimeUnit.SECONDS).getFormat());
            byte[] answer = Bytes.fromHex("019100").toArray();
            for (int i = 0; i < 100 && answer.length == 3; i++) {
                answer = device.card().transmit(Bytes.fromHex("80110000").toArray());
            }
            assertEquals(0, answer[0], "CTAP2_OK");
        }
    }

    @Test
    void reset_tenSecondsAfterPowerOn_isNotAllowedAndWorksAfterTheNext() throws Exception {
        clock.advance(Duration.ofSeconds(11));
        try (Ctap2Session session = session(false)) {
            var late = assertThrows(CtapException.class, () -> session.reset(null));
            assertEquals(CtapException.ERR_NOT_ALLOWED, late.getCtapError());
        }
        device.card().powerOff();
        device.card().powerOn();
        try (Ctap2Session session = session(false)) {
            session.reset(null);

            assertEquals(
                    List.of("FIDO_2_0"),
                    session.getInfo().getVersions().stream().limit(1).toList(),
                    "goes on without a new SELECT");
        }
    }

    @Test
    void management_readConfig_isWhatTheKeyHas() throws Exception {
        var connection = new VirtualSmartCardConnection(device.card());
        byte[] selected = connection.sendAndReceive(
                Bytes.fromHex("00a4040008a000000527471117").toArray());
        assertTrue(new String(selected, java.nio.charset.StandardCharsets.US_ASCII).contains("5.4.3"));

        byte[] info = connection.sendAndReceive(Bytes.fromHex("001d0000").toArray());

        assertEquals(info.length - 3, info[0]);
        Map<Integer, byte[]> parts = Tlvs.decodeMap(java.util.Arrays.copyOfRange(info, 1, info.length - 2));
        assertArrayEquals(new byte[] {2, 0x20}, parts.get(1));
        assertArrayEquals(new byte[] {5, 4, 3}, parts.get(5));
        assertEquals(
                "6d00",
                Bytes.of(connection.sendAndReceive(new byte[] {0, 0x1c, 0, 0})).hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0000005272001", "a000000308", "d27600012401"})
    void select_whatTheKeyHasNot_is6a82(String aid) throws Exception {
        var connection = new VirtualSmartCardConnection(device.card());
        String select = "00a40400%02x".formatted(aid.length() / 2) + aid;

        assertEquals(
                "6a82",
                Bytes.of(connection.sendAndReceive(Bytes.fromHex(select).toArray()))
                        .hex());
    }

    /** Whatever of a recorded session is cut short or changed, the card answers with a status word. */
    @Test
    void anyCommand_truncatedOrMutated_answersAStatusWord() throws Exception {
        try (Ctap2Session session = session(false)) {
            make(session, null);
        }
        List<Bytes> recorded = frames.since(0).stream()
                .filter(frame -> frame.direction() == Frame.Direction.TO_KEY)
                .flatMap(frame -> frame.payload().stream())
                .filter(apdu -> !apdu.isEmpty())
                .toList();
        assertTrue(recorded.size() >= 3, "SELECT, getInfo, makeCredential");
        for (Bytes command : recorded) {
            for (int size = 0; size < command.size(); size++) {
                assertStatusWord(command.slice(0, size).toArray());
            }
            for (int i = 0; i < command.size() * 8; i++) {
                byte[] mutant = command.toArray();
                mutant[i / 8] ^= (byte) (1 << i % 8);
                assertStatusWord(mutant);
            }
        }
    }

    private void assertStatusWord(byte[] command) {
        byte[] answer = device.card().transmit(command);
        int sw1 = answer[answer.length - 2] & 0xf0;
        assertTrue(sw1 == 0x60 || sw1 == 0x90, () -> Bytes.of(command) + " → " + Bytes.of(answer));
        device.card().transmit(Bytes.fromHex("00a4040008a0000006472f0001").toArray());
    }

    private Ctap2Session session(boolean extended) throws Exception {
        SmartCardConnection connection = new VirtualSmartCardConnection(device.card());
        return new Ctap2Session(extended ? new ExtendedReader(connection) : connection);
    }

    private static Ctap2Session.CredentialData make(Ctap2Session session, CommandState state) {
        try {
            return session.makeCredential(
                    CLIENT_DATA_HASH,
                    RP,
                    Map.of("id", new byte[] {1}, "name", "taro", "displayName", "太郎"),
                    List.of(Map.of("type", "public-key", "alg", -7)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    state);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, ?>> descriptors(int count) {
        return java.util.stream.IntStream.range(0, count)
                .<Map<String, ?>>mapToObj(i -> Map.of("type", "public-key", "id", new byte[100 + i]))
                .toList();
    }

    private static final class RecordingState extends CommandState {
        private final CompletableFuture<Boolean> upNeeded = new CompletableFuture<>();

        @Override
        public void onKeepAliveStatus(byte status) {
            if (status == 2) {
                upNeeded.complete(true);
            }
        }
    }

    /** yubikit's FIDO session knows short APDUs alone: here its chains become extended ones. */
    private static final class ExtendedReader implements SmartCardConnection {
        private final SmartCardConnection card;
        private Bytes chain = Bytes.EMPTY;

        ExtendedReader(SmartCardConnection card) {
            this.card = card;
        }

        @Override
        public byte[] sendAndReceive(byte[] apdu) throws IOException {
            Bytes command = Bytes.of(apdu);
            Bytes data = command.size() > 5 ? command.slice(5, 5 + (command.at(4) & 0xff)) : Bytes.EMPTY;
            chain = Bytes.concat(chain, data);
            if ((apdu[0] & 0x10) != 0) {
                return new byte[] {(byte) 0x90, 0};
            }
            int size = chain.size();
            Bytes length = size == 0 ? Bytes.EMPTY : Bytes.of((byte) (size >>> 8), (byte) size);
            Bytes whole = Bytes.concat(command.slice(0, 4), Bytes.of((byte) 0), length, chain, Bytes.of(new byte[2]));
            chain = Bytes.EMPTY;
            return card.sendAndReceive(whole.toArray());
        }

        @Override
        public Transport getTransport() {
            return card.getTransport();
        }

        @Override
        public boolean isExtendedLengthApduSupported() {
            return true;
        }

        @Override
        public byte[] getAtr() {
            return card.getAtr();
        }

        @Override
        public void close() throws IOException {
            card.close();
        }
    }
}
