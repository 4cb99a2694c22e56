package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.Aside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of other people, run to its end, which comes within half a minute or is brought about. */
public record Command(int exit, String output) {
    private static final long SECONDS = 30;

    /** Runs it with these variables besides those of the tests. */
    public static Command run(Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("aikagi-home-");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        // What they keep between calls (ykman: passwords) is not to be found by the next test.
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = Aside.supply(() -> readAll(process));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(words + " did not end within " + SECONDS + " s; it said: " + text(output));
            }
            return new Command(process.exitValue(), text(output));
        } finally {
            process.destroyForcibly();
            delete(home);
        }
    }

    /** What it said, where it succeeded. */
    public String ok() {
        assertEquals(0, exit, output);
        return output;
    }

    private static String text(CompletableFuture<byte[]> output) {
        return new String(output.orTimeout(5, TimeUnit.SECONDS).join(), StandardCharsets.UTF_8);
    }

    private static byte[] readAll(Process process) {
        try {
            return process.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
