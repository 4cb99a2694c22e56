package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** bin/aikagi, the program as a command. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell's script")
class LauncherIT {
    private static final Path LAUNCHER = Path.of("bin/aikagi").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void launcher_throughALink_runsTheJarBesideIt() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("aikagi"), LAUNCHER);

        assertEquals(0, run(link, "", "decode", "9000"));
        assertTrue(said().contains("SW: 9000"), said());
        assertEquals(3, run(link, "", "run", "no such scenario"));
        assertTrue(said().contains("'no such scenario'"), "words stay whole: " + said());
    }

    @Test
    void launcher_withoutWhatItNeeds_saysWhatToDo() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path unbuilt = Files.copy(LAUNCHER, bin.resolve("aikagi"), StandardCopyOption.COPY_ATTRIBUTES);

        assertEquals(3, run(unbuilt, "", "--version"));
        assertTrue(said().contains("target/aikagi.jar yet. Build it: mvn -DskipTests package"), said());
        assertEquals(3, run(LAUNCHER, folder.toString(), "--version"));
        assertTrue(said().contains("there is no program " + folder + "/bin/java"), said());
    }

    /** With another JAVA_HOME where that is not empty. */
    private int run(Path launcher, String javaHome, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(words));
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", javaHome.isEmpty() ? System.getProperty("java.home") : javaHome);
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
        return process.exitValue();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
    }
}
