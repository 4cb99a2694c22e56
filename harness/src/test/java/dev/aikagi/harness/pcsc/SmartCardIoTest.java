package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.Aside;
import dev.aikagi.harness.device.PcscKey;
import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our own user of cards, and the JDK's, over a real pcscd. */
@ExtendWith(PcscStage.class)
class SmartCardIoTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final byte[] SELECT_OATH =
            Bytes.fromHex("00a4040007a0000005272101").toArray();

    private final Props props;

    SmartCardIoTest(Props props) {
        this.props = props;
    }

    @Test
    void oathStore_overPcscd_hasTheCodesOfJavaOtp() throws Exception {
        var theirs = new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), 6, "HmacSHA256");
        OtpAuthUri uri = OtpAuthUri.parse("otpauth://totp/健保:太郎?algorithm=SHA256&secret=" + SECRET);
        var secret = new SecretKeySpec(uri.secret().toArray(), "RAW");
        var random = new SecureRandom();
        try (PcscKey key = PcscKey.open("")) {
            assertEquals(Pcscd.READER, key.name());
            try (OathStore store = OathStore.open(key.openSmartCard())) {
                String name = store.put(uri);
                for (int i = 0; i < 100; i++) {
                    Instant at = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
                    assertEquals(theirs.generateOneTimePasswordString(secret, at), store.code(name, at));
                }
                store.setPassword("合鍵".toCharArray(), random);
            }
            try (OathStore store = OathStore.open(key.openSmartCard())) {
                assertTrue(store.locked());
                assertThrows(OtpAuthException.class, store::list);
                store.unlock("合鍵".toCharArray(), random);
                assertEquals(List.of("健保:太郎"), store.list());
            }
        }
    }

    @Test
    void oathStore_sixtyFourLongNames_areListedWhole() throws Exception {
        try (PcscKey key = PcscKey.open(Pcscd.READER);
                OathStore store = OathStore.open(key.openSmartCard())) {
            for (int i = 0; i < 64; i++) {
                store.put(OtpAuthUri.typedKey("", "%064d".formatted(i), SECRET));
            }

            assertEquals(64, store.list().size());
        }
    }

    @Test
    void open_noCardOrOtherReader_saysSo() throws Exception {
        assertRefused(
                "there is no card reader Yubico, only " + Pcscd.READER + ", " + Pcscd.OTHER_READER,
                () -> PcscKey.open("Yubico"));
        assertRefused("no card in " + Pcscd.OTHER_READER, () -> PcscKey.open(Pcscd.OTHER_READER));
        assertRefused(
                "2 card readers match virtual: " + Pcscd.READER + ", " + Pcscd.OTHER_READER + "; say which, as in pcsc:"
                        + Pcscd.READER,
                () -> PcscKey.open("virtual"));

        props.card().takeOut();

        Patience.until("an empty reader", () -> !reader().isCardPresentQuietly());
        assertRefused("no card in " + Pcscd.READER + ", " + Pcscd.OTHER_READER, () -> PcscKey.open(""));
    }

    @Test
    void open_twoCards_namesBoth() throws Exception {
        try (CardProcess second = CardProcess.start(props.pcscd(), 1)) {
            second.awaitInserted();
            Patience.until("the second card", () -> new Reader(terminal(Pcscd.OTHER_READER)).isCardPresentQuietly());

            assertRefused(
                    "2 card readers have a card: " + Pcscd.READER + ", " + Pcscd.OTHER_READER
                            + "; say which, as in pcsc:" + Pcscd.READER,
                    () -> PcscKey.open(""));
            try (OathStore first = OathStore.open(PcscKey.open("00 00").openSmartCard());
                    OathStore other = OathStore.open(PcscKey.open("00 01").openSmartCard())) {
                first.put(OtpAuthUri.typedKey("", "first", SECRET));

                assertEquals(List.of(), other.list());
                assertEquals(List.of("first"), first.list());
            }
        }
        Patience.until("the second card's end", () -> !new Reader(terminal(Pcscd.OTHER_READER)).isCardPresentQuietly());
    }

    @Test
    void connection_cardTakenOutWhileItWaits_isAnIoExceptionAndAnotherWorksAfterwards() throws Exception {
        var name = "t";
        PcscKey key = PcscKey.open(Pcscd.READER);
        OathStore store = OathStore.open(key.openSmartCard());
        store.put(OtpAuthUri.typedKey("", name, SECRET), true);
        props.card().tell("touch IGNORE");
        var code = Aside.supply(() -> {
            try {
                return store.code(name, Instant.EPOCH);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals("true", props.card().ask("asked 1"));

        props.card().takeOut();

        var failed = assertThrows(ExecutionException.class, () -> code.get(20, TimeUnit.SECONDS));
        assertTrue(failed.getCause().getCause() instanceof IOException, failed.toString());
        assertThrows(IOException.class, store::list);
        props.card().tell("touch APPROVE");
        props.card().putIn();
        props.awaitCard();
        try (OathStore again = OathStore.open(PcscKey.open(Pcscd.READER).openSmartCard())) {
            assertEquals("755224", again.code(name, Instant.EPOCH), "what is stored stays");
        }
    }

    @Test
    void reset_byTheJdk_endsTheSession() throws Exception {
        CardTerminal terminal = terminal(Pcscd.READER);
        Card card = terminal.connect("T=1");
        assertEquals(0x9000, send(card, SELECT_OATH));
        card.disconnect(true);

        Card again = terminal.connect("*");

        assertEquals(0x6d00, send(again, new byte[] {0, (byte) 0xa1, 0, 0}), "nothing is selected");
        again.disconnect(false);
    }

    @Test
    void exclusive_byOne_keepsTheOtherWaiting() throws Exception {
        Card card = terminal(Pcscd.READER).connect("T=1");
        card.beginExclusive();
        var opensc = Aside.supply(() -> {
            try {
                return props.pcscd()
                        .run(
                                "opensc-tool",
                                "--reader",
                                Pcscd.READER,
                                "-c",
                                "default",
                                "-s",
                                "00:A4:04:00:05:A0:00:00:05:27")
                        .output();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 500; i++) {
            assertEquals(0x9000, send(card, SELECT_OATH));
        }
        assertFalse(opensc.isDone() && opensc.get().contains("SW1=0x90"), "it got in between");
        card.endExclusive();
        card.disconnect(false);

        assertTrue(opensc.get(20, TimeUnit.SECONDS).contains("SW1=0x90"), opensc::join);
    }

    /**
     * The latency is a number for people: machines differ too much for a limit. The first round fills the frame log,
     * which keeps so many and no more.
     */
    @Test
    void tenThousandApdus_leaveNoThreadAndNoMemory_latencyIsReported() throws Exception {
        String threads = props.card().ask("threads");
        Card card = terminal(Pcscd.READER).connect("T=1");
        tenThousand(card);
        long before = Long.parseLong(props.card().ask("heap"));
        long[] nanos = tenThousand(card);
        long grown = Long.parseLong(props.card().ask("heap")) - before;
        card.disconnect(false);
        assertTrue(grown < 1_000_000, "10,000 APDUs left " + grown + " bytes");

        Arrays.sort(nanos);
        System.getLogger(SmartCardIoTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "an APDU through pcscd: median %d µs, 99 %% within %d µs; 10,000 left %d bytes"
                                .formatted(nanos[5_000] / 1_000, nanos[9_900] / 1_000, grown));
        assertEquals(threads, props.card().ask("threads"));
    }

    private static long[] tenThousand(Card card) throws CardException {
        long[] nanos = new long[10_000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            assertEquals(0x9000, send(card, SELECT_OATH));
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static int send(Card card, byte[] apdu) throws CardException {
        return card.getBasicChannel().transmit(new CommandAPDU(apdu)).getSW();
    }

    private static Reader reader() throws IOException {
        return new Reader(terminal(Pcscd.READER));
    }

    private static CardTerminal terminal(String name) throws IOException {
        try {
            return TerminalFactory.getInstance("PC/SC", null).terminals().getTerminal(name);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable attempt) {
        assertEquals(message, assertThrows(IOException.class, attempt).getMessage());
    }

    private record Reader(CardTerminal terminal) {
        boolean isCardPresentQuietly() throws IOException {
            try {
                return terminal.isCardPresent();
            } catch (CardException e) {
                throw new IOException(e);
            }
        }
    }
}
