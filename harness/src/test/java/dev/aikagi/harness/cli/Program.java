package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as people call it, and what it said the last time. */
final class Program {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Its exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** As a process of its own, since secrets come from the environment there; what it says is {@link #out()}. */
    int runApart(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            out = new StringWriter();
            out.write(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::out);
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** It cannot be used like that, and says why. */
    void assertRefused(String reason, String... arguments) {
        assertEquals(3, run(arguments), this::err);
        assertTrue(err().contains(reason), this::err);
    }
}
