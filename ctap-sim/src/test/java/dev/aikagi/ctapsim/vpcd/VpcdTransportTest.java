package dev.aikagi.ctapsim.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.vpcd.VpcdTransport.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport against a peer that does what vpcd does, and things it should not. */
class VpcdTransportTest {
    private static final String ATR = "3b8d018073c021c057597562694b657979";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final VirtualCard card = new VirtualCard(new Echo(), () -> log.add("power on"));

    @Test
    void insertion_controlsAndApdus_reachTheCardAndAreAnswered() throws Exception {
        List<State> states = new CopyOnWriteArrayList<>();
        try (ScriptedVpcd vpcd = new ScriptedVpcd(0)) {
            try (VpcdTransport transport = VpcdTransport.open(vpcd.address(), card, states::add)) {
                vpcd.accept();
                assertTrue(transport.await(State.CONNECTED, PATIENCE));
                assertEquals(ATR, vpcd.ask("04"));
                assertEquals(State.INSERTED, transport.state());
                vpcd.send("01");
                assertEquals(ATR, vpcd.ask("04"));
                assertEquals("00a10000" + "9000", vpcd.ask("00a10000"));
                assertEquals("ff".repeat(60_000) + "9000", vpcd.ask("ff".repeat(60_000)));
                vpcd.send("02");
                vpcd.send("00");
                assertEquals(ATR, vpcd.ask("04"), "also without power");
                assertEquals(List.of("reset", "power on", "reset", "reset"), List.copyOf(log));
            }
            assertTrue(vpcd.hungUp(), "closing takes the card out");
        }
        assertEquals(List.of(State.CONNECTED, State.INSERTED, State.CLOSED), states);
    }

    @Test
    void peer_isAnotherPortsSilence_isNotAnInsertion() throws Exception {
        try (ScriptedVpcd vpcd = new ScriptedVpcd(0);
                VpcdTransport transport = VpcdTransport.open(vpcd.address(), card)) {
            vpcd.accept();
            assertTrue(transport.await(State.CONNECTED, PATIENCE));

            assertFalse(transport.await(State.INSERTED, Duration.ofMillis(300)));
        }
    }

    @Test
    void peer_endsAndComesBack_findsTheCardAgain() throws Exception {
        ScriptedVpcd first = new ScriptedVpcd(0);
        int port = first.address().getPort();
        try (VpcdTransport transport = VpcdTransport.open(first.address(), card)) {
            first.accept();
            assertEquals(ATR, first.ask("04"));
            first.close();
            assertTrue(transport.await(State.WAITING, PATIENCE));
            assertEquals("reset", log.poll(10, TimeUnit.SECONDS), "the session ended");

            try (ScriptedVpcd second = new ScriptedVpcd(port)) {
                second.accept();
                assertEquals(ATR, second.ask("04"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "03", "7f"})
    void peer_sendsWhatIsNoCommand_isNotAnsweredAndGoesOn(String hex) throws Exception {
        try (ScriptedVpcd vpcd = new ScriptedVpcd(0);
                VpcdTransport transport = VpcdTransport.open(vpcd.address(), card)) {
            vpcd.accept();

            vpcd.send(hex);

            assertEquals(ATR, vpcd.ask("04"));
            assertEquals(State.INSERTED, transport.state());
        }
    }

    @Test
    void card_throws_isA6f00AndGoesOn() throws Exception {
        try (ScriptedVpcd vpcd = new ScriptedVpcd(0);
                VpcdTransport transport = VpcdTransport.open(vpcd.address(), card)) {
            vpcd.accept();

            assertEquals("6f00", vpcd.ask("deadbeef"));
            assertEquals("6f00", vpcd.ask("00".repeat(65_534)), "an answer too long for a frame");
            assertEquals(ATR, vpcd.ask("04"));
            assertEquals(State.INSERTED, transport.state());
        }
    }

    /** A touch is awaited when the reader goes: the user is no longer asked, and the next reader finds a free card. */
    @Test
    void peer_endsWhileTheUserIsAwaited_cancels() throws Exception {
        VirtualUser user = new VirtualUser(Duration.ofMinutes(5));
        user.touch(Behaviour.IGNORE);
        try (VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("touch-id"))
                        .user(user.presence(), user.verification())
                        .build();
                ScriptedVpcd vpcd = new ScriptedVpcd(0);
                VpcdTransport transport = VpcdTransport.open(vpcd.address(), device.card())) {
            vpcd.accept();
            assertEquals("4649444f5f325f309000", vpcd.ask("00a4040008a0000006472f0001"));
            vpcd.send("80100000010b" + "00");
            assertTrue(user.awaitPrompts(1, PATIENCE));

            vpcd.hangUp();
            vpcd.accept();

            assertEquals("6d00", vpcd.ask("8010000001" + "04" + "00"), "nothing is selected");
            assertEquals("4649444f5f325f309000", vpcd.ask("00a4040008a0000006472f0001"));
            assertEquals("00", vpcd.ask("801000000104" + "00").substring(0, 2));
            assertEquals(State.INSERTED, transport.state());
        }
    }

    @Test
    void close_whileTheUserIsAwaited_returns() throws Exception {
        VirtualUser user = new VirtualUser(Duration.ofMinutes(5));
        user.touch(Behaviour.IGNORE);
        try (VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("touch-id"))
                        .user(user.presence(), user.verification())
                        .build();
                ScriptedVpcd vpcd = new ScriptedVpcd(0)) {
            VpcdTransport transport = VpcdTransport.open(vpcd.address(), device.card());
            vpcd.accept();
            vpcd.ask("00a4040008a0000006472f0001");
            vpcd.send("80100000010b" + "00");
            assertTrue(user.awaitPrompts(1, PATIENCE));

            transport.close();

            assertEquals(State.CLOSED, transport.state());
            assertFalse(transport.await(State.INSERTED, PATIENCE), "never again");
            assertFalse(alive("aikagi-vpcd-card") || alive("aikagi-vpcd-reader"));
        }
    }

    @Test
    void card_takenOutAndPutInAgain_isSeenSo() throws Exception {
        try (ScriptedVpcd vpcd = new ScriptedVpcd(0);
                VpcdTransport transport = VpcdTransport.open(vpcd.address(), card)) {
            vpcd.accept();
            assertEquals(ATR, vpcd.ask("04"));
            assertEquals("vpcd at localhost:" + vpcd.address().getPort(), transport.where());

            transport.unplug();

            assertTrue(vpcd.hungUp());
            assertFalse(transport.await(State.CONNECTED, Duration.ofMillis(600)), "out is out");
            assertEquals(State.OUT, transport.state());

            transport.plug();

            vpcd.accept();
            assertEquals(ATR, vpcd.ask("04"));
            transport.plug();
            assertEquals(State.INSERTED, transport.state(), "it was in");
        }
    }

    @Test
    void open_nobodyListens_waits() throws Exception {
        ScriptedVpcd vpcd = new ScriptedVpcd(0);
        vpcd.close();
        try (VpcdTransport transport = VpcdTransport.open(vpcd.address(), card)) {
            assertFalse(transport.await(State.CONNECTED, Duration.ofMillis(300)));
            assertEquals(State.WAITING, transport.state());

            try (ScriptedVpcd late = new ScriptedVpcd(vpcd.address().getPort())) {
                late.accept();
                assertEquals(ATR, late.ask("04"));
            }
        }
    }

    /** An executor that has terminated may have a thread that is still on its last instructions. */
    private static boolean alive(String name) throws InterruptedException {
        boolean alive = false;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(PATIENCE.toMillis());
                alive |= thread.isAlive();
            }
        }
        return alive;
    }

    private final class Echo implements SmartCard {
        @Override
        public byte[] transmit(byte[] commandApdu) {
            Bytes command = Bytes.of(commandApdu);
            if (command.hex().equals("deadbeef")) {
                throw new IllegalStateException("an error that the test wants");
            }
            return Bytes.concat(command, Bytes.fromHex("9000")).toArray();
        }

        @Override
        public void reset() {
            log.add("reset");
        }
    }
}
