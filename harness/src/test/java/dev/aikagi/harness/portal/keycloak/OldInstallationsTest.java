package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldInstallationsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path cache;

    private Path current;

    @BeforeEach
    void build() throws IOException {
        current = installation("keycloak-26.7.3-aaaaaaaaaaaa", Duration.ofDays(9));
        Files.createFile(cache.resolve("keycloak.lock"));
        Files.createDirectories(cache.resolve("kernel"));
    }

    private Path installation(String name, Duration unused) throws IOException {
        Path folder = Files.createDirectories(cache.resolve(name));
        Files.writeString(Files.createDirectories(folder.resolve("server")).resolve("big"), "350 MB");
        OldInstallations.use(folder, NOW.minus(unused));
        return folder;
    }

    private List<String> left() throws IOException {
        new OldInstallations(cache, Set.of(current)).clear(NOW);
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void clear_installationOfAnOlderVersion_isDeleted_allElseStays() throws IOException {
        installation("keycloak-26.5.0-bbbbbbbbbbbb", Duration.ofHours(25));

        assertEquals(List.of("kernel", "keycloak-26.7.3-aaaaaaaaaaaa", "keycloak.lock"), left());
    }

    @Test
    void clear_installationThatAnotherVersionUsedToday_stays() throws IOException {
        installation("keycloak-26.5.0-bbbbbbbbbbbb", Duration.ofHours(23));

        assertEquals(
                List.of("kernel", "keycloak-26.5.0-bbbbbbbbbbbb", "keycloak-26.7.3-aaaaaaaaaaaa", "keycloak.lock"),
                left());
    }

    @Test
    void clear_installationOfARunThatIsAlive_stays() throws IOException {
        installation("keycloak-26.5.0-bbbbbbbbbbbb", Duration.ofDays(9));
        try (RunFolder run = RunFolder.create(cache)) {
            run.note(ProcessHandle.current().pid(), "keycloak-26.5.0-bbbbbbbbbbbb");

            assertEquals(
                    List.of(
                            "kernel",
                            "keycloak-26.5.0-bbbbbbbbbbbb",
                            "keycloak-26.7.3-aaaaaaaaaaaa",
                            "keycloak.lock",
                            "runs"),
                    left());
        }
        assertEquals(List.of("kernel", "keycloak-26.7.3-aaaaaaaaaaaa", "keycloak.lock", "runs"), left());
    }

    @Test
    void clear_installationOfARunThatIsOver_isDeleted() throws IOException {
        installation("keycloak-26.5.0-bbbbbbbbbbbb", Duration.ofDays(9));
        Path run = Files.createDirectories(cache.resolve("runs").resolve("keycloak-1"));
        Files.write(
                run.resolve("processes"),
                List.of("1 2001-01-01T00:00:00Z", "2 2001-01-01T00:00:00Z", "keycloak-26.5.0-bbbbbbbbbbbb"));

        assertEquals(List.of("kernel", "keycloak-26.7.3-aaaaaaaaaaaa", "keycloak.lock", "runs"), left());
    }

    @Test
    void clear_buildThatWasKilled_isDeleted() throws IOException {
        Files.createDirectories(cache.resolve(".keycloak-unfinished-1").resolve("server"));

        assertEquals(List.of("kernel", "keycloak-26.7.3-aaaaaaaaaaaa", "keycloak.lock"), left());
    }
}
