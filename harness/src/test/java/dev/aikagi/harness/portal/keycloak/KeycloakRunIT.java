package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
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
        FetchedKeycloak.archive();
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

        Ended run = stock(Map.of(), cache(), "-Daikagi.keycloak.archive=" + archive);

        run.says(4, "is broken: its SHA-1 is");
        assertNothingIsInstalled();
    }

    @Test
    void noNetwork_saysWhatToDoAndInstallsNothing() throws Exception {
        Map<String, String> offline = maven("echo '[ERROR] the network is unreachable'\nexit 1\n");

        Ended run = stock(offline, cache(), "-Dmaven.repo.local=" + temporary.resolve("repository"));

        run.says(4, "Maven says 'the network is unreachable'", "-Daikagi.keycloak.archive=FILE");
        assertNothingIsInstalled();
    }

    @Test
    void cacheThatIsNoFolder_isToldAsAPortalThatCannotBeStarted() throws Exception {
        Path file = Files.writeString(temporary.resolve("cache"), "no folder");

        stock(Map.of(), cache()).says(4, "cannot be started", file.toString());
    }

    @Test
    void downloadThatIsCutShort_saysSoAndInstallsNothing() throws Exception {
        Path repository = temporary.resolve("repository");
        Map<String, String> cutShort =
                maven("""
            folder=%s/org/keycloak/keycloak-quarkus-dist/%s
            mkdir -p "$folder" && head -c 100000 "%s" > "$folder/keycloak-quarkus-dist-%2$s.zip"
            """.formatted(repository, Distribution.VERSION, FetchedKeycloak.archive()));

        Ended run = stock(cutShort, cache(), "-Dmaven.repo.local=" + repository);

        run.says(4, "is broken: its SHA-1 is", "Delete it and try again.");
        assertNothingIsInstalled();
    }

    @Test
    void runningServer_withoutAPassword_namesTheVariable() throws Exception {
        Process run = aikagi(Map.of(), List.of(), "run", "first-login", "--portal", "keycloak=http://localhost:1");

        ended(run).says(3, "AIKAGI_KEYCLOAK_ADMIN_PASSWORD");
    }

    @Test
    void runningServer_thatIsNotThere_isUnreachable() throws Exception {
        Map<String, String> access = Map.of("AIKAGI_KEYCLOAK_ADMIN_PASSWORD", "x", "AIKAGI_KEYCLOAK_SMTP_PORT", "0");
        Process run = aikagi(access, List.of(), "run", "first-login", "--portal", "keycloak=http://localhost:1");

        ended(run).says(4, "nobody answers at http://localhost:1");
    }

    /** What a run said, and with which code it ended. */
    private record Ended(int code, String said) {
        void says(int expectedCode, String... parts) {
            assertEquals(expectedCode, code, said);
            for (String part : parts) {
                assertTrue(said.contains(part), said);
            }
        }
    }

    private static Ended ended(Process run) throws Exception {
        Future<byte[]> said = CompletableFuture.supplyAsync(() -> all(run.getInputStream()));
        try {
            assertTrue(run.waitFor(60, TimeUnit.SECONDS), "it does not end");
            return new Ended(run.exitValue(), new String(said.get(10, TimeUnit.SECONDS), StandardCharsets.UTF_8));
        } finally {
            run.destroyForcibly();
        }
    }

    private static byte[] all(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended stock(Map<String, String> environment, String... options) throws Exception {
        return ended(aikagi(environment, List.of(options), "run", "first-login", "--portal", "keycloak-stock"));
    }

    private String cache() {
        return "-Daikagi.cache=" + temporary.resolve("cache");
    }

    private void assertNothingIsInstalled() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
            assertEquals(
                    List.of("keycloak.lock"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** An environment in which Maven is this script. */
    private Map<String, String> maven(String script) throws IOException {
        Path programs = Files.createDirectories(temporary.resolve("bin"));
        Path maven = Files.writeString(programs.resolve("mvn"), "#!/bin/sh\n" + script);
        assertTrue(maven.toFile().setExecutable(true));
        return Map.of("PATH", programs + ":" + System.getenv("PATH"));
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
}
