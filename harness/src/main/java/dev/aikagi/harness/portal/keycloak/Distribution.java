package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The pinned server, as an archive that Maven has or gets. Maven knows the mirrors and proxies of the machine; we do not.
 *
 * @param given an archive to take instead of Maven's
 * @param localRepository where Maven keeps what it has got
 */
record Distribution(Optional<Path> given, Path localRepository, Consumer<String> progress) {
    static final String VERSION = "26.7.3";
    private static final String SHA_1 = "1e21a7f572581692aacb379dbba8413f99b67208";
    private static final String ARTIFACT = "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip";
    private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";
    private static final long SIZE_MIB = 169;
    private static final long LIMIT_MINUTES = 30;

    /** As the user's environment says it: system properties or variables, the usual places otherwise. */
    static Distribution of(Consumer<String> progress) {
        Path home = Path.of(System.getProperty("user.home"));
        return new Distribution(
                Settings.path("aikagi.keycloak.archive", "AIKAGI_KEYCLOAK_ARCHIVE"),
                Settings.path("maven.repo.local", "MAVEN_REPO_LOCAL").orElse(home.resolve(".m2/repository")),
                progress);
    }

    /**
     * The archive, its checksum checked.
     *
     * @throws PortalStartException if there is none, or it is broken
     */
    Path archive() throws IOException {
        if (given.isPresent()) {
            check(given.get(), "Give another aikagi.keycloak.archive, or leave it to Maven.");
            return given.get();
        }
        Path folder =
                localRepository.resolve("org/keycloak/keycloak-quarkus-dist").resolve(VERSION);
        Path archive = folder.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
        if (!Files.exists(archive)) {
            download(folder);
        }
        if (!Files.exists(archive)) {
            throw new PortalStartException("Maven was content, but there is no " + archive
                    + ". Where Maven keeps its repository elsewhere, give -Dmaven.repo.local=FOLDER.");
        }
        check(archive, "Delete it and try again.");
        return archive;
    }

    private void download(Path folder) throws IOException {
        progress.accept("Keycloak " + VERSION + ": downloading about " + SIZE_MIB + " MiB through Maven …");
        Process maven = startMaven();
        try (Progress.Log log = Progress.Log.of(maven)) {
            for (long second = 1; !maven.waitFor(1, TimeUnit.SECONDS); second++) {
                if (second % 5 == 0) {
                    progress.accept("Keycloak " + VERSION + ": " + (size(folder) >> 20) + " of " + SIZE_MIB + " MiB");
                }
                if (second > TimeUnit.MINUTES.toSeconds(LIMIT_MINUTES)) {
                    throw new PortalStartException("the download took more than " + LIMIT_MINUTES + " minutes");
                }
            }
            if (maven.exitValue() != 0) {
                throw new PortalStartException("Keycloak " + VERSION + " cannot be downloaded: Maven says '"
                        + log.firstWith("[ERROR]").orElse("exit code " + maven.exitValue())
                        + "'. Connect this machine, or give the archive of " + ARTIFACT
                        + " with -Daikagi.keycloak.archive=FILE. Nothing was installed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortalStartException("interrupted while downloading", e);
        } finally {
            Processes.end(maven);
        }
    }

    private Process startMaven() throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = List.of(
                windows ? "mvn.cmd" : "mvn",
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + localRepository,
                GET,
                "-Dartifact=" + ARTIFACT,
                "-Dtransitive=false");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("MAVEN_OPTS", environment.getOrDefault("MAVEN_OPTS", "") + " -XX:TieredStopAtLevel=1");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PortalStartException(
                    "Keycloak " + VERSION + " comes through Maven, and there is no mvn on the PATH. Install Maven, or"
                            + " give the archive of " + ARTIFACT + " with -Daikagi.keycloak.archive=FILE.",
                    e);
        }
    }

    private static void check(Path archive, String remedy) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new PortalStartException("there is no archive " + archive + ". " + remedy);
        }
        String found = sha1(archive);
        if (!found.equals(SHA_1)) {
            throw new PortalStartException("the archive " + archive + " is broken: its SHA-1 is " + found + ", that of "
                    + ARTIFACT + " is " + SHA_1 + ". " + remedy + " Nothing was installed.");
        }
    }

    private static String sha1(Path file) throws IOException {
        try (InputStream stream =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-1"))) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) stream).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
