package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.Transport;
import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.smartcardio.VirtualCardProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reader is meant, and the key in it, among readers in this process. */
class PcscKeyTest {
    @ParameterizedTest
    @CsvSource({"'', Two", "two, Two", "Two, Two", "Four, Four", "fo, Four", "Three, Three"})
    void open_clearlyMeant_isThatReader(String name, String reader) throws Exception {
        var readers = new FakeReaders(Map.of("One", false, "Two", true, "Three 3", false));
        var more = new FakeReaders(Map.of("Three", true, "Three 3", true, "Four", true));

        CardTerminals among = reader.equals("Two") ? readers : more;
        assertEquals(reader, PcscKey.open(among, name).name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | A, B | 2 card readers have a card: A, B; say which, as in pcsc:A",
                "c | A, C 1, C 2 | 2 card readers match c: C 1, C 2; say which, as in pcsc:C 1",
                "D | A, B | there is no card reader D, only A, B",
                "'' | '' | there is no card reader"
            })
    void open_notClear_namesTheReaders(String name, String withCard, String message) {
        Map<String, Boolean> readers = new LinkedHashMap<>();
        for (String each : withCard.split(", ", -1)) {
            readers.put(each, true);
        }
        readers.remove("");

        assertRefused(message, () -> PcscKey.open(new FakeReaders(readers), name));
    }

    @ParameterizedTest
    @CsvSource({"'', 'no card in A'", "A, no card in A"})
    void open_noCard_saysSo(String name, String message) {
        assertRefused(message, () -> PcscKey.open(new FakeReaders(Map.of("A", false)), name));
    }

    @Test
    void open_readersGone_isAnIoException() {
        FakeReaders broken = new FakeReaders(Map.of());
        broken.failure = Optional.of(new CardException(
                "list() failed", new IllegalStateException("x", new CardException("SCARD_E_NO_SERVICE"))));
        assertRefused("the card readers cannot be listed: SCARD_E_NO_SERVICE", () -> PcscKey.open(broken, ""));

        broken.failure =
                Optional.of(new CardException("list() failed", new CardException("SCARD_E_NO_READERS_AVAILABLE")));
        assertRefused("there is no card reader", () -> PcscKey.open(broken, ""));
    }

    @Test
    void key_inAVirtualReader_isACardAndFido2() throws Exception {
        try (VirtualDevice device =
                VirtualDevice.builder(ProfileReader.bundled("touch-id")).build()) {
            var provider = new VirtualCardProvider(Map.of("Virtual 00", device.card()));
            var readers = TerminalFactory.getInstance(VirtualCardProvider.TYPE, null, provider)
                    .terminals();
            PcscKey key = PcscKey.open(readers, "");
            var connection = key.openSmartCard();
            try (connection) {
                assertEquals(Transport.NFC, connection.getTransport());
                assertArrayEquals(device.card().atr().toArray(), connection.getAtr());
                assertEquals(
                        "6d00", Bytes.of(connection.sendAndReceive(new byte[4])).hex());
            }
            assertRefused(
                    "the card in Virtual 00 does not answer: the card is disconnected",
                    () -> connection.sendAndReceive(new byte[4]));
            try (var session = key.openCtap2()) {
                assertTrue(session.getInfo().getVersions().contains("FIDO_2_0"));
            }
            assertRefused("the key in Virtual 00 is a card and has no HID", key::openFido);
            key.close();
        }
    }

    @Test
    void connection_cardThatDoesNotConnectOrGoesAway_saysSo() throws Exception {
        var silent = new FakeReaders(Map.of("A", true));

        PcscKey key = PcscKey.open(silent, "A");

        assertRefused("the card in A does not connect: nobody home", key::openSmartCard);
        assertRefused("the card in A does not connect: nobody home", key::openCtap2);
    }

    @Test
    void connection_cardThatSaysNothing_isGivenUp() throws Exception {
        var released = new CountDownLatch(1);
        var silent = new VirtualCard(new SmartCard() {
            @Override
            public byte[] transmit(byte[] commandApdu) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new byte[] {(byte) 0x90, 0};
            }

            @Override
            public void reset() {}
        });
        var provider = new VirtualCardProvider(Map.of("Silent 00", silent));
        var readers = TerminalFactory.getInstance(VirtualCardProvider.TYPE, null, provider)
                .terminals();
        PcscKey key = PcscKey.open(readers, "");

        try (var connection = key.patient(Duration.ofMillis(200)).openSmartCard()) {
            assertRefused(
                    "the card in Silent 00 did not answer within 0.2 s", () -> connection.sendAndReceive(new byte[4]));
        } finally {
            released.countDown();
        }
        try (var connection = key.openSmartCard()) {
            assertEquals(
                    "9000", Bytes.of(connection.sendAndReceive(new byte[4])).hex());
        }
    }

    @Test
    void nameLibrary_whereDistributionsPutIt_isFoundOnce(@TempDir Path root) throws Exception {
        String property = "sun.security.smartcardio.library";
        String before = System.clearProperty(property);
        try {
            assertEquals(Optional.empty(), PcscReaders.nameLibrary(root));
            Path library = root.resolve("usr/lib64/libpcsclite.so.1");
            Files.createDirectories(library.getParent());
            Files.createFile(library);

            assertEquals(Optional.of(library), PcscReaders.nameLibrary(root));
            assertEquals(library.toString(), System.getProperty(property));
            assertEquals(Optional.empty(), PcscReaders.nameLibrary(root), "the user's choice stands");
        } finally {
            System.clearProperty(property);
            if (before != null) {
                System.setProperty(property, before);
            }
        }
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable attempt) {
        assertEquals(message, assertThrows(IOException.class, attempt).getMessage());
    }

    private static final class FakeReaders extends CardTerminals {
        private final List<CardTerminal> readers;
        private Optional<CardException> failure = Optional.empty();

        FakeReaders(Map<String, Boolean> present) {
            readers = present.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .<CardTerminal>map(each -> new FakeReader(each.getKey(), each.getValue()))
                    .toList();
        }

        @Override
        public List<CardTerminal> list(State state) throws CardException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return readers;
        }

        @Override
        public boolean waitForChange(long timeout) {
            return false;
        }
    }

    private static final class FakeReader extends CardTerminal {
        private final String name;
        private final boolean present;

        FakeReader(String name, boolean present) {
            this.name = name;
            this.present = present;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Card connect(String protocol) throws CardException {
            throw new CardException("nobody home");
        }

        @Override
        public boolean isCardPresent() {
            return present;
        }

        @Override
        public boolean waitForCardPresent(long timeout) {
            return present;
        }

        @Override
        public boolean waitForCardAbsent(long timeout) {
            return !present;
        }
    }
}
