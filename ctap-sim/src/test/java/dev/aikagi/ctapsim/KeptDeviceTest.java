package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.KeyMedium;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key keeps when it is unplugged, cloned, or loses its power in the middle, as yubikit's sessions see it. */
class KeptDeviceTest {
    private static final char[] PIN = "1234".toCharArray();
    private static final char[] WRONG = "9999".toCharArray();
    private static final char[] PASSPHRASE = "passphrase".toCharArray();
    private static final byte[] HASH = new byte[32];
    private static KeyPair batch;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-04-01T00:00:00Z"));
    private final SecureRandom random = new SecureRandom();
    private final FailingMedium medium = new FailingMedium();
    private final List<VirtualDevice> devices = new ArrayList<>();

    @BeforeAll
    static void makeBatchKey() throws Exception {
        batch = KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    @AfterEach
    void pullOut() {
        devices.forEach(VirtualDevice::close);
    }

    @Test
    void powerCycle_keepsCredentialsAndEndsTokens() throws Exception {
        VirtualDevice device = plugIn(KeyMemory.fresh());
        Ctap2Session session = session(device);
        ClientPin pin = pin(session);
        pin.setPin(PIN);
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_MC, "example.com");

        device.powerCycle();

        Ctap2Session later = session(device);
        byte[] param = new PinUvAuthProtocolV2().authenticate(token, HASH);
        var stale = assertThrows(CtapException.class, () -> make(later, param));
        assertEquals(CtapException.ERR_PIN_AUTH_INVALID, stale.getCtapError());
        make(later, authorized(pin(later), ClientPin.PIN_PERMISSION_MC));
    }

    @Test
    void powerCycle_opensTheWindowForAReset() throws Exception {
        VirtualDevice device = plugIn(KeyMemory.fresh());
        Ctap2Session session = session(device);
        clock.advance(Duration.ofSeconds(11));
        var late = assertThrows(CtapException.class, () -> session.reset(null));
        assertEquals(CtapException.ERR_NOT_ALLOWED, late.getCtapError());

        device.powerCycle();

        session(device).reset(null);
    }

    /** What a relying party sees of a clone: the counter of one of the two stands still or goes back. */
    @Test
    void clone_signsWithTheSameCredentialAndTheSameCounter() throws Exception {
        VirtualDevice original = plugIn(KeyMemory.fresh());
        Ctap2Session session = session(original);
        make(session, null);
        long atCloning = count(session);
        VirtualDevice clone = plugIn(KeyMemory.of(original.snapshot()));

        assertEquals(atCloning + 1, count(session));
        assertEquals(atCloning + 2, count(session));
        assertEquals(atCloning + 1, count(session(clone)), "the clone does not know that the original went on");
    }

    @Test
    void closedAndOpened_isTheSameKey() throws Exception {
        KeyFile file = create();
        VirtualDevice device = plugIn(file.memory());
        Ctap2Session session = session(device);
        pin(session).setPin(PIN);
        byte[] id = make(session, authorized(pin(session), ClientPin.PIN_PERMISSION_MC));
        long before = count(session);
        device.close();
        file.close();

        Ctap2Session later =
                session(plugIn(KeyFile.open(medium, PASSPHRASE, random).memory()));

        assertEquals(before + 1, count(later));
        assertThrows(CtapException.class, () -> pin(later).getPinToken(WRONG, 1, "example.com"));
        assertEquals(7, pin(later).getPinRetries().getCount());
        assertTrue(id.length > 0);
    }

    /** The first write takes the attempt away, the second gives it back: whoever cuts in between has lost one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void rightPin_powerLostAtAWrite_winsNoAttempt(int write) throws Exception {
        VirtualDevice device = plugIn(create().memory());
        ClientPin pin = pin(session(device));
        pin.setPin(PIN);
        medium.failAt(write);

        assertBroken(() -> pin.getPinToken(PIN, 1, "example.com"));

        assertEquals(9 - write, retriesAfterwards());
    }

    @Test
    void wrongPin_powerLostBeforeTheAttemptIsGone_isNotCompared() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        ClientPin pin = pin(session(device));
        pin.setPin(PIN);
        medium.failAt(1);

        assertBroken(() -> pin.getPinToken(WRONG, 1, "example.com"));

        assertEquals(8, retriesAfterwards());
    }

    /** The case is made of one that passes: with enough power the wrong PIN is called wrong and the attempt is gone. */
    @Test
    void wrongPin_withPower_isComparedAndCounted() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        ClientPin pin = pin(session(device));
        pin.setPin(PIN);

        var wrong = assertThrows(CtapException.class, () -> pin.getPinToken(WRONG, 1, "example.com"));

        assertEquals(CtapException.ERR_PIN_INVALID, wrong.getCtapError());
        assertEquals(7, retriesAfterwards());
    }

    /** The third write is the new PIN: with it goes the persistent token that was given for the old one. */
    @Test
    void changePin_powerLost_isWholeOrNotAtAll() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        ClientPin pin = pin(session(device));
        pin.setPin(PIN);
        AuthenticatorState before = device.snapshot().state().orElseThrow();
        medium.failAt(3);

        assertBroken(() -> pin.changePin(PIN, WRONG));

        assertEquals(before, afterwards().state().orElseThrow());
        int writes = medium.writes;
        pin.changePin(PIN, WRONG);
        assertEquals(writes + 3, medium.writes);
        AuthenticatorState later = afterwards().state().orElseThrow();
        assertFalse(later.pin().equals(before.pin()));
        assertFalse(later.secrets().persistentToken().equals(before.secrets().persistentToken()));
    }

    @Test
    void credential_thatCouldNotBeKept_isNotGiven() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        Ctap2Session session = session(device);
        medium.failAt(1);

        assertBroken(() -> make(session, null));

        assertEquals(List.of(), device.snapshot().credentials());
        assertFalse(make(session, null).length == 0, "with power again the key goes on");
    }

    @Test
    void reset_powerLost_isWholeOrNotAtAll() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        Ctap2Session session = session(device);
        make(session, null);
        Snapshot before = device.snapshot();
        medium.failAt(1);

        assertBroken(() -> session.reset(null));

        assertEquals(before, device.snapshot());
        int writes = medium.writes;
        session.reset(null);
        assertEquals(writes + 1, medium.writes, "credentials and state are gone at once");
        assertEquals(List.of(), afterwards().credentials());
        assertFalse(before.state().equals(afterwards().state()));
    }

    /** Over the card there is always an answer, and never one of success. */
    @Test
    void card_whoseChangeCouldNotBeKept_answersSo() throws Exception {
        VirtualDevice device = plugIn(create().memory());
        Ctap2Session session = new Ctap2Session(new VirtualSmartCardConnection(device.card()));
        medium.failAt(1);

        var other = assertThrows(CtapException.class, () -> make(session, null));

        assertEquals(CtapException.ERR_OTHER, other.getCtapError());
        assertEquals(List.of(), device.snapshot().credentials());
        assertFalse(make(session, null).length == 0, "with power again the card goes on");
        medium.failAt(1);
        assertEquals("9000", sent(device, "00a4040007a0000005272101").substring(30));
        assertEquals("6581", sent(device, "0004dead"));
        assertEquals("9000", sent(device, "0004dead"));
    }

    /** The counter is promised ahead: the first signature is the one that needs a write. */
    @Test
    void u2f_whoseCounterCouldNotBeKept_answersSo() throws Exception {
        VirtualDevice device = plugIn("yubikey-5", create().memory());
        sent(device, "00a4040008a0000006472f0001");
        String asked = "11".repeat(32) + "22".repeat(32);
        String registered = sent(device, "00010000000040" + asked + "0000");
        int length = Integer.parseInt(registered.substring(132, 134), 16);
        String signing = "000203000000%02x".formatted(65 + length)
                + asked
                + registered.substring(132, 134 + 2 * length)
                + "0000";
        medium.failAt(1);

        assertEquals("6f00", sent(device, signing));

        assertTrue(sent(device, signing).endsWith("9000"));
    }

    private static String sent(VirtualDevice device, String command) {
        return Bytes.of(device.card().transmit(Bytes.fromHex(command).toArray()))
                .hex();
    }

    private VirtualDevice plugIn(KeyMemory memory) {
        return plugIn("security-key", memory);
    }

    private VirtualDevice plugIn(String profile, KeyMemory memory) {
        VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled(profile))
                .clock(clock)
                .user(UserPresence.ALWAYS, UserVerification.NONE)
                .attestationKey(
                        new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(Bytes.fromHex("3000"))))
                .memory(memory)
                .build();
        devices.add(device);
        return device;
    }

    private KeyFile create() throws IOException {
        KeyContent content =
                new KeyContent(new Identity("security-key", Optional.empty(), Optional.empty()), Snapshot.EMPTY);
        return KeyFile.create(medium, SealingKey.fresh(PASSPHRASE, 100, random), content, random);
    }

    private Snapshot afterwards() throws IOException {
        return KeyFile.open(medium, PASSPHRASE, random).memory().snapshot();
    }

    private int retriesAfterwards() throws IOException {
        return afterwards().state().orElseThrow().pin().retries();
    }

    private static Ctap2Session session(VirtualDevice device) throws Exception {
        return new Ctap2Session(new VirtualFidoConnection(device.hid(), Duration.ofSeconds(20)));
    }

    private static ClientPin pin(Ctap2Session session) {
        return new ClientPin(session, new PinUvAuthProtocolV2());
    }

    private static byte[] authorized(ClientPin pin, int permission) throws Exception {
        return new PinUvAuthProtocolV2().authenticate(pin.getPinToken(PIN, permission, "example.com"), HASH);
    }

    /** The credential id. */
    private static byte[] make(Ctap2Session session, byte[] pinUvAuthParam) throws Exception {
        byte[] data = session.makeCredential(
                        HASH,
                        Map.of("id", "example.com", "name", "Example"),
                        Map.of("id", new byte[] {1}, "name", "taro", "displayName", "Taro"),
                        List.of(Map.of("type", "public-key", "alg", -7)),
                        null,
                        null,
                        Map.of("rk", true),
                        pinUvAuthParam,
                        pinUvAuthParam == null ? null : 2,
                        null,
                        null)
                .getAuthenticatorData();
        return Bytes.of(data).slice(55, 55 + ByteBuffer.wrap(data).getShort(53)).toArray();
    }

    private static long count(Ctap2Session session) throws Exception {
        byte[] data = session.getAssertions("example.com", HASH, null, null, null, null, null, null)
                .get(0)
                .getAuthenticatorData();
        return ByteBuffer.wrap(data).getInt(33);
    }

    /** CTAPHID_ERROR and no status byte, so nothing of the PIN. */
    private static void assertBroken(Executable attempt) {
        var broken = assertThrows(IOException.class, attempt);
        assertTrue(broken.getMessage().contains("CTAPHID error"), broken::getMessage);
    }

    /** A medium in memory whose power can be taken away at a write; afterwards it is there again. */
    private static final class FailingMedium implements KeyMedium {
        private Optional<Bytes> image = Optional.empty();
        private int writes;
        private int failing = -1;

        /** The write that fails, counted from now, from 1. */
        synchronized void failAt(int number) {
            failing = writes + number;
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public synchronized Optional<Bytes> read() {
            return image;
        }

        @Override
        public synchronized void write(Bytes next) throws IOException {
            if (++writes == failing) {
                throw new IOException("no power");
            }
            image = Optional.of(next);
        }

        @Override
        public void close() {}
    }
}
