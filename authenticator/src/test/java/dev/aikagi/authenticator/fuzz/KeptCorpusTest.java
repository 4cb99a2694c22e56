package dev.aikagi.authenticator.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.oath.OathMemory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Jazzer kept because it led somewhere new, through the same targets; and each target finds a key that is broken. */
class KeptCorpusTest {
    @Test
    void cborReader_corpus_isReadCanonicallyOrRefused() throws Exception {
        replay("CborReader", CborReaderTarget::fuzzerTestOneInput);
    }

    @Test
    void processCbor_corpus_isAnswered() throws Exception {
        replay("ProcessCbor", ProcessCborTarget::fuzzerTestOneInput);
    }

    @Test
    void apdu_corpus_isAnswered() throws Exception {
        replay("Apdu", ApduTarget::fuzzerTestOneInput);
    }

    @Test
    void readerThatTakesTooMuch_isFoundOut() {
        assertThrows(
                AssertionError.class,
                () -> replay(
                        "CborReader",
                        input -> CborReaderTarget.judge(
                                input, octets -> CborReader.read(octets.slice(0, octets.isEmpty() ? 0 : 1)))));
        assertThrows(
                AssertionError.class, () -> CborReaderTarget.judge(new byte[] {0x18, 0x01}, octets -> CborValue.of(1)));
    }

    @Test
    void engineThatThrows_isFoundOut() {
        AuthenticatorDataFilter broken = data -> {
            throw new IllegalStateException("broken on purpose");
        };
        assertThrows(
                IllegalStateException.class,
                () -> replay("ProcessCbor", input -> ProcessCborTarget.judge(input, broken)));
    }

    @Test
    void appletThatThrows_isFoundOut() {
        OathMemory broken = new OathMemory() {
            @Override
            public Optional<Bytes> read() {
                return Optional.empty();
            }

            @Override
            public void write(Bytes state) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        assertThrows(IllegalStateException.class, () -> replay("Apdu", input -> ApduTarget.judge(input, broken)));
    }

    private static void replay(String target, Consumer<byte[]> judge) throws IOException, URISyntaxException {
        List<Path> kept;
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(KeptCorpusTest.class.getResource(target + "FuzzTestInputs"))
                        .toURI()))) {
            kept = files.sorted().toList();
        }
        assertTrue(kept.size() >= 50, () -> kept.size() + " inputs are not the corpus that was kept");
        for (Path input : kept) {
            judge.accept(Files.readAllBytes(input));
        }
    }
}
