package dev.aikagi.harness.portal.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run of a server needs on disk. It notes who runs which server, so that after a {@code kill -9} of ours the next
 * run ends the server and clears the folder away.
 */
final class RunFolder implements AutoCloseable {
    private static final String NOTE = "processes";

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    static RunFolder create(Path cache) throws IOException {
        Path runs = Files.createDirectories(cache.resolve("runs"));
        clear(runs);
        return new RunFolder(Files.createTempDirectory(runs, "keycloak-"));
    }

    Path database() throws IOException {
        return Files.createDirectories(folder.resolve("h2"));
    }

    /** Writes a certificate for the server to trust. */
    Path trusted(X509Certificate certificate) throws IOException {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return Files.writeString(
                    folder.resolve("trusted.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IOException("this certificate cannot be written", e);
        }
    }

    /**
     * Notes who runs what.
     *
     * @param installation the name of the installation that the server is of
     */
    void note(long serverPid, String installation) throws IOException {
        Files.write(folder.resolve(NOTE), List.of(line(ProcessHandle.current().pid()), line(serverPid), installation));
    }

    /** The names of the installations that runs use which are alive, or whose server is. */
    static Set<String> installationsInUse(Path cache) throws IOException {
        Set<String> used = new HashSet<>();
        for (List<String> note : notes(cache.resolve("runs")).values()) {
            boolean lives = alive(note.get(0)).isPresent() || alive(note.get(1)).isPresent();
            if (lives && note.size() > 2) {
                used.add(note.get(2));
            }
        }
        return used;
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }

    private static void clear(Path runs) throws IOException {
        notes(runs).forEach((left, note) -> {
            if (alive(note.get(0)).isEmpty()) {
                alive(note.get(1)).ifPresent(ProcessHandle::destroyForcibly);
                Folders.delete(left);
            }
        });
    }

    /** What is noted in each folder, where it is whole. */
    private static Map<Path, List<String>> notes(Path runs) throws IOException {
        Map<Path, List<String>> notes = new LinkedHashMap<>();
        if (!Files.isDirectory(runs)) {
            return notes;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path folder : folders.toList()) {
                Path note = folder.resolve(NOTE);
                List<String> lines = Files.isReadable(note) ? Files.readAllLines(note) : List.of();
                if (lines.size() >= 2) {
                    notes.put(folder, lines);
                }
            }
        }
        return notes;
    }

    /** A process is known by its number and when it began, for numbers are given again. */
    private static String line(long pid) {
        return pid + " " + ProcessHandle.of(pid).flatMap(RunFolder::began).orElse(Instant.EPOCH);
    }

    private static Optional<ProcessHandle> alive(String line) {
        String[] parts = line.split(" ", 2);
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(handle -> began(handle).map(Instant::toString).equals(Optional.of(parts[1])));
    }

    private static Optional<Instant> began(ProcessHandle handle) {
        return handle.info().startInstant();
    }
}
