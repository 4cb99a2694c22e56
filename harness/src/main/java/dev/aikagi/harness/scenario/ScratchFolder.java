package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what a walk has to save, gone when it is closed or the process ends. What a process left that was killed
 * outright, the next one clears away.
 */
final class ScratchFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("aikagi-([0-9]+)-.*");

    private final Thread atExit = new Thread(this::delete, "aikagi-scratch");
    private @Nullable Path folder;

    /** The folder, made at the first call. */
    synchronized Path path() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory(
                    "aikagi-" + ProcessHandle.current().pid() + "-");
            Runtime.getRuntime().addShutdownHook(atExit);
            sweep(folder.resolveSibling("."));
        }
        return folder;
    }

    @Override
    public void close() {
        if (delete()) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private synchronized boolean delete() {
        Path mine = folder;
        folder = null;
        if (mine == null) {
            return false;
        }
        delete(mine);
        return true;
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, "aikagi-*")) {
            for (Path candidate : candidates) {
                if (isLeftBehind(candidate)) {
                    delete(candidate);
                }
            }
        }
    }

    private static boolean isLeftBehind(Path candidate) {
        Matcher name = NAME.matcher(String.valueOf(candidate.getFileName()));
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
