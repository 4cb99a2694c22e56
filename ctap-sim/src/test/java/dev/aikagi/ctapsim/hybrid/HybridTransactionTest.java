package dev.aikagi.ctapsim.hybrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone's passkey used from another device, from the QR code to the signature. */
class HybridTransactionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(200);

    private final SecureRandom random = new SeededRandom(5);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-26T09:00:00Z"));
    private final ExecutorService inThePocket = Executors.newSingleThreadExecutor();
    private final VirtualDevice phone =
            VirtualDevice.builder(ProfileReader.bundled("icloud-keychain")).build();
    private TunnelService service;
    private Surroundings surroundings;

    @BeforeEach
    void start() throws Exception {
        service = TunnelService.start(random);
        surroundings = Surroundings.around(service, PATIENCE);
    }

    @AfterEach
    void stop() {
        inThePocket.shutdownNow();
        phone.close();
        service.close();
    }

    @Test
    void phone_makesACredentialForAnotherDevice_overYubikit() throws Exception {
        var invitation = invitation("mc");
        Future<?> scanned = scan(invitation.text());
        try (HybridClient client = invitation.await(surroundings, random);
                var hid = new CtapHidDevice(client, new DeviceVersion(0, 1, 0));
                var session = new Ctap2Session(new VirtualFidoConnection(hid))) {
            assertArrayEquals(
                    phone.profile().aaguid().toArray(), session.getCachedInfo().getAaguid());
            var made = session.makeCredential(
                    new byte[32],
                    Map.of("id", "portal.example", "name", "Portal"),
                    Map.of("id", new byte[] {7}, "name", "hanako"),
                    List.of(Map.of("type", "public-key", "alg", -7)),
                    null,
                    null,
                    Map.of("rk", true, "uv", true),
                    null,
                    null,
                    null,
                    null);
            assertTrue(made.getAuthenticatorData().length > 37 + 16);
        }
        scanned.get(30, TimeUnit.SECONDS);
    }

    @Test
    void getInfo_isAnsweredFromThePhonesFirstMessage() throws Exception {
        var invitation = invitation("ga");
        Future<?> scanned = scan(invitation.text());
        try (HybridClient client = invitation.await(surroundings, random)) {
            assertArrayEquals(
                    phone.engine().processCbor(new byte[] {4}, Transaction.UNATTENDED),
                    client.processCbor(new byte[] {4}, Transaction.UNATTENDED));
        }
        scanned.get(30, TimeUnit.SECONDS);
    }

    /** Large messages have no CTAPHID frames here, and no limit of 7,609 bytes. */
    @Test
    void errorOfThePhone_comesThrough() throws Exception {
        var invitation = invitation("ga");
        Future<?> scanned = scan(invitation.text());
        try (HybridClient client = invitation.await(surroundings, random)) {
            byte[] tooLong = new byte[20_000];
            tooLong[0] = 2;
            assertArrayEquals(
                    phone.engine().processCbor(tooLong, Transaction.UNATTENDED),
                    client.processCbor(tooLong, Transaction.UNATTENDED));
        }
        scanned.get(30, TimeUnit.SECONDS);
    }

    @Test
    void nobodyScans_saysSo() {
        var impatient = new Surroundings(surroundings.air(), surroundings.tunnels(), 0, LITTLE_PATIENCE);
        var alone = assertThrows(HybridException.class, () -> invitation("mc").await(impatient, random));
        assertTrue(alone.getMessage().startsWith("no phone that has scanned the QR code came near"));
    }

    /** Far from the screen a photograph of the QR code is of no use: the advertisement is not heard. */
    @Test
    void phoneElsewhere_isNotHeard() {
        var elsewhere = new Surroundings(new BluetoothAir(), surroundings.tunnels(), 0, LITTLE_PATIENCE);
        var here = new Surroundings(surroundings.air(), surroundings.tunnels(), 0, LITTLE_PATIENCE);
        var invitation = invitation("mc");
        Future<?> scanned = inThePocket.submit(() -> {
            new HybridPhone(phone.engine(), elsewhere, random).scan(invitation.text());
            return null;
        });
        assertThrows(HybridException.class, () -> invitation.await(here, random));
        assertThrows(ExecutionException.class, () -> scanned.get(30, TimeUnit.SECONDS));
    }

    @Test
    void phoneThatGoesAway_isAnErrorAndNotAWait() throws Exception {
        var invitation = invitation("mc");
        Future<?> scanned = scan(invitation.text());
        try (HybridClient client = invitation.await(surroundings, random)) {
            service.close();
            assertEquals(0x7f, client.processCbor(new byte[] {2}, Transaction.UNATTENDED)[0]);
        }
        scanned.get(30, TimeUnit.SECONDS);
    }

    @Test
    void tunnelNobodyWaitsIn_isRefused() {
        URI uri = service.uri().resolve("/cable/connect/000000/" + "00".repeat(16));
        var refused = assertThrows(HybridException.class, () -> TunnelSocket.connect(uri, PATIENCE));
        assertTrue(refused.getMessage().contains("404"), refused.getMessage());
    }

    @Test
    void whatElseTheServiceIsAskedFor_isRefused() {
        URI uri = service.uri().resolve("/cable/contact/xyz");
        assertThrows(HybridException.class, () -> TunnelSocket.connect(uri, PATIENCE));
    }

    @Test
    void serviceThatIsNotThere_isNamed() throws Exception {
        URI uri = service.uri();
        service.close();
        var refused = assertThrows(
                HybridException.class,
                () -> TunnelSocket.connect(uri.resolve("/cable/new/" + "00".repeat(16)), PATIENCE));
        assertTrue(refused.getMessage().contains("127.0.0.1:" + uri.getPort()), refused.getMessage());
    }

    /** The service and whoever listens at it sees sizes, no contents. */
    @Test
    void tunnel_carriesNothingThatCanBeRead() throws Exception {
        String name = "hanako-whose-name-nobody-may-read";
        Bytes first = Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
        var identity = NoiseHandshake.generate(random);
        Bytes psk = Bytes.of(new byte[32]);
        var initiator = new NoiseHandshake.Initiator(identity, psk, random);
        var answer =
                new NoiseHandshake.Responder((ECPublicKey) identity.getPublic(), psk, random).answer(initiator.begin());
        Bytes sent = initiator
                .finish(answer.message())
                .toResponder()
                .encrypt(Bytes.EMPTY, new HybridMessage(HybridMessage.Type.CTAP, first).encode());
        assertEquals(-1, sent.hex().indexOf(first.hex()));
        assertEquals(64 + 16, sent.size());
    }

    private HybridClient.Invitation invitation(String hint) {
        return new HybridClient.Invitation(hint, clock, random);
    }

    private Future<?> scan(String text) {
        return inThePocket.submit(() -> {
            new HybridPhone(phone.engine(), surroundings, random).scan(text);
            return null;
        });
    }
}
