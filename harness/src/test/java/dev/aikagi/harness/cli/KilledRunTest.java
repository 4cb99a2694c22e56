package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever ends a run in its middle finds nothing of it. */
class KilledRunTest {
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:([0-9]+)");

    @TempDir
    private Path temporary;

    @Test
    void terminated_leavesNoPortAndNoFile() throws Exception {
        Process process = run("totp-edge-extension");
        int port = waitFor(process, "import-picture");
        assertFalse(left().isEmpty(), "the vault is in a file while the run goes on");

        process.destroy();

        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(List.of(), left());
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void killedOutright_isClearedAwayByTheNext() throws Exception {
        Process process = run("totp-edge-extension");
        waitFor(process, "import-picture");
        process.destroyForcibly();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, left().size(), "nobody could clear it away");

        Process next = run("totp-edge-extension");
        String output = new String(next.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(next.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, next.exitValue(), output);
        assertEquals(List.of(), left());
    }

    private Process run(String scenario) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        scenario,
                        "--lang",
                        "en")
                .redirectErrorStream(true)
                .start();
    }

    /** Reads until a line has the word, and returns the portal's port. */
    private static int waitFor(Process process, String word) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        int port = 0;
        int seen = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                port = Integer.parseInt(address.group(1));
            }
            // The first picture is the wrong one, and is refused before there is a vault.
            if (line.contains(word) && ++seen == 2) {
                return port;
            }
        }
        throw new IOException("the run ended before " + word);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(path -> String.valueOf(path.getFileName()).startsWith("aikagi"))
                    .toList();
        }
    }
}
