package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Requires;
import dev.aikagi.harness.portal.PortalStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a Keycloak: what it leaves behind, and what it says where it cannot start one. */
class KeycloakRunIT {
    @TempDir
    private Path temporary;

    @BeforeAll
    static void fetch() throws IOException {
        try {
            Distribution.of(line -> {}).archive();
        } catch (PortalStartException e) {
            Requires.unavailable("keycloak", String.valueOf(e.getMessage()));
        }
    }

    @Test
    void terminatedRun_leavesNoServerAndNoFolder() throws Exception {
        Process run = aikagi(Map.of(), List.of(), "run", "totp-qr:google-authenticator", "--portal", "keycloak");
        List<ProcessHandle> servers = new ArrayList<>();
        try (BufferedReader lines = run.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("accept-terms")) {
                    run.descendants().forEach(servers::add);
                    assertEquals(1, servers.size(), "the server is one process");
                    // By its handle: Process.destroy would close what we read here.
                    run.toHandle().destroy();
                }
            }
        }

        assertTrue(run.waitFor(30, TimeUnit.SECONDS));
        assertEquals(1, servers.size(), "the walk began");
        assertFalse(servers.get(0).isAlive());
        assertEquals(List.of(), foldersOf(run.pid()));
    }

    @Test
    void runKilledOutright_isEndedByTheNext() throws Exception {
        Process run = aikagi(Map.of(), List.of(), "run", "totp-qr:google-authenticator", "--portal", "keycloak");
        List<ProcessHandle> servers = new ArrayList<>();
        try (BufferedReader lines = run.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && servers.isEmpty(); line = lines.readLine()) {
                if (line.contains("accept-terms")) {
                    run.descendants().forEach(servers::add);
                }
            }
            run.destroyForcibly();
        }
        assertTrue(run.waitFor(30, TimeUnit.SECONDS));
        assertTrue(servers.get(0).isAlive(), "nobody could end it");

        RunFolder.create(Settings.cache()).close();

        assertTrue(servers.get(0).onExit().get(30, TimeUnit.SECONDS) != null);
        assertEquals(List.of(), foldersOf(run.pid()));
    }

    @Test
    void brokenArchive_saysSoAndInstallsNothing() throws Exception {
        Path archive = Files.writeString(temporary.resolve("keycloak.zip"), "not the whole of it");

        Process run = aikagi(
                Map.of(),
                List.of("-Daikagi.cache=" + temporary.resolve("cache"), "-Daikagi.keycloak.archive=" + archive),
                "run",
                "first-login",
                "--portal",
                "keycloak-stock");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("is broken: its SHA-1 is"), said);
        assertEquals(List.of("keycloak.lock"), names(temporary.resolve("cache")));
    }

    @Test
    void noNetwork_saysWhatToDoAndInstallsNothing() throws Exception {
        Path programs = Files.createDirectories(temporary.resolve("bin"));
        Path maven = Files.writeString(
                programs.resolve("mvn"), "#!/bin/sh\necho '[ERROR] the network is unreachable'\nexit 1\n");
        assertTrue(maven.toFile().setExecutable(true));

        Process run = aikagi(
                Map.of("PATH", programs + ":" + System.getenv("PATH")),
                List.of(
                        "-Daikagi.cache=" + temporary.resolve("cache"),
                        "-Dmaven.repo.local=" + temporary.resolve("repository")),
                "run",
                "first-login",
                "--portal",
                "keycloak-stock");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("Maven says 'the network is unreachable'"), said);
        assertTrue(said.contains("-Daikagi.keycloak.archive=FILE"), said);
        assertEquals(List.of("keycloak.lock"), names(temporary.resolve("cache")));
    }

    @Test
    void cacheThatIsNoFolder_isToldAsAPortalThatCannotBeStarted() throws Exception {
        Path file = Files.writeString(temporary.resolve("cache"), "no folder");

        Process run =
                aikagi(Map.of(), List.of("-Daikagi.cache=" + file), "run", "first-login", "--portal", "keycloak-stock");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("cannot be started"), said);
        assertTrue(said.contains(file.toString()), said);
    }

    @Test
    void downloadThatIsCutShort_saysSoAndInstallsNothing() throws Exception {
        Path programs = Files.createDirectories(temporary.resolve("bin"));
        Path repository = temporary.resolve("repository");
        Path maven = Files.writeString(programs.resolve("mvn"), """
            #!/bin/sh
            folder=%s/org/keycloak/keycloak-quarkus-dist/%s
            mkdir -p "$folder" && head -c 100000 "%s" > "$folder/keycloak-quarkus-dist-%2$s.zip"
            """.formatted(
                repository, Distribution.VERSION, Distribution.of(line -> {}).archive()));
        assertTrue(maven.toFile().setExecutable(true));

        Process run = aikagi(
                Map.of("PATH", programs + ":" + System.getenv("PATH")),
                List.of("-Daikagi.cache=" + temporary.resolve("cache"), "-Dmaven.repo.local=" + repository),
                "run",
                "first-login",
                "--portal",
                "keycloak-stock");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("is broken: its SHA-1 is"), said);
        assertTrue(said.contains("Delete it and try again."), said);
        assertEquals(List.of("keycloak.lock"), names(temporary.resolve("cache")));
    }

    @Test
    void runningServer_withoutAPassword_namesTheVariable() throws Exception {
        Process run = aikagi(Map.of(), List.of(), "run", "first-login", "--portal", "keycloak=http://localhost:1");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(3, run.exitValue(), said);
        assertTrue(said.contains("AIKAGI_KEYCLOAK_ADMIN_PASSWORD"), said);
    }

    @Test
    void runningServer_thatIsNotThere_isUnreachable() throws Exception {
        Process run = aikagi(
                Map.of("AIKAGI_KEYCLOAK_ADMIN_PASSWORD", "x", "AIKAGI_KEYCLOAK_SMTP_PORT", "0"),
                List.of(),
                "run",
                "first-login",
                "--portal",
                "keycloak=http://localhost:1");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("nobody answers at http://localhost:1"), said);
    }

    private static Process aikagi(Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(options);
        command.add("-jar");
        command.add(System.getProperty("aikagi.jar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The run folders that name a process as theirs. */
    private static List<Path> foldersOf(long pid) throws IOException {
        try (Stream<Path> notes = Files.walk(Settings.cache().resolve("runs"), 2)) {
            return notes.filter(note -> note.endsWith("processes"))
                    .filter(note -> read(note).startsWith(pid + " "))
                    .toList();
        }
    }

    private static String read(Path note) {
        try {
            return Files.readString(note);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
