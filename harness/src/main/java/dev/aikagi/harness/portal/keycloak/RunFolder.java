package dev.aikagi.harness.portal.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    void note(long serverPid) throws IOException {
        Files.write(folder.resolve(NOTE), List.of(line(ProcessHandle.current().pid()), line(serverPid)));
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }

    private static void clear(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path left : folders.toList()) {
                Path note = left.resolve(NOTE);
                if (Files.isReadable(note)) {
                    clear(left, Files.readAllLines(note));
                }
            }
        }
    }

    private static void clear(Path left, List<String> processes) {
        if (processes.size() == 2 && alive(processes.get(0)).isEmpty()) {
            alive(processes.get(1)).ifPresent(ProcessHandle::destroyForcibly);
            Folders.delete(left);
        }
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
