package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Jazzer kept of reports because it led somewhere new, through the same target; and an assembler that errs is found. */
class KeptReportsTest {
    @Test
    void reports_kept_becomeTheMessageTheyCarry() throws Exception {
        replay(MessageAssemblerTarget::fuzzerTestOneInput);
    }

    @Test
    void assemblerThatIgnoresTheOrder_isFoundOut() {
        assertThrows(
                AssertionError.class,
                () -> replay(input -> MessageAssemblerTarget.judge(
                        input,
                        (message, next) -> message.add(
                                new CtapHidPacket.Continuation(next.channel(), message.packets() - 1, next.data())))));
    }

    private static void replay(Consumer<byte[]> judge) throws IOException, URISyntaxException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(
                Path.of(Objects.requireNonNull(KeptReportsTest.class.getResource("MessageAssemblerFuzzTestInputs"))
                        .toURI()))) {
            kept = files.sorted().toList();
        }
        assertTrue(kept.size() >= 10, () -> kept.size() + " inputs are not the corpus that was kept");
        for (Path input : kept) {
            judge.accept(Files.readAllBytes(input));
        }
    }
}
