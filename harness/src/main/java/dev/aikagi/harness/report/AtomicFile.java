package dev.aikagi.harness.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there whole or not at all: whoever opens a report never sees half of one. */
final class AtomicFile {
    private AtomicFile() {}

    /** What is written into the file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes UTF-8 beside {@code file} and moves it there; parent folders are made.
     *
     * @throws IOException naming the file
     */
    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("cannot write " + file + ": it is a folder");
        }
        try {
            Files.createDirectories(folder);
            writeBeside(folder, target, content);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }

    private static void writeBeside(Path folder, Path target, Content content) throws IOException {
        // Not createTempFile: that gives a file which nobody but its owner may read, and the report would keep this.
        Path draft = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(draft);
        try {
            // Not Files.newBufferedWriter: that refuses half a surrogate pair, which a portal may well send.
            try (Writer out = new BufferedWriter(new OutputStreamWriter(
                    Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), StandardCharsets.UTF_8))) {
                content.writeTo(out);
            }
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
