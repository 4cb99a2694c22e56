package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control interface's verbs as steps of a scenario. */
class MovedKeyTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    static String scenario() throws IOException {
        try (InputStream in = MovedKeyTest.class.getResourceAsStream("key-moved.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void key_movedBetweenTheSteps_passes() throws Exception {
        assertEquals(0, run(scenario()), out::toString);
    }

    /** Each of the moves is needed: without it the portal is seen to do something else. */
    @ParameterizedTest
    @CsvSource({"finger: bad", "touch: release", "finger: good", "unplug: {}", "replug: {}"})
    void move_leftOut_fails(String move) throws Exception {
        String without = scenario().replace("  - " + move + "\n", "");

        assertEquals(1, run(without), out::toString);
    }

    @ParameterizedTest
    @CsvSource({"touch: release, touch: softly, 15", "finger: bad, finger: third, 8"})
    void move_thatThereIsNot_isSaidWithItsLine(String move, String other, int line) throws Exception {
        assertEquals(3, run(scenario().replace(move, other)), out::toString);

        assertTrue(out.toString().contains("a key cannot be moved by " + other.replace(": ", "/")), out::toString);
        assertTrue(out.toString().contains("moved.yaml:" + line + ":"), out::toString);
    }

    private int run(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("moved.yaml"), yaml);
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(printer, printer, "run", file.toString(), "--lang", "en", "--seed", "5");
    }
}
