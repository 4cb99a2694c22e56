package dev.aikagi.harness.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file for its owner's eyes. */
final class OwnersFile {
    private OwnersFile() {}

    /**
     * Makes a file that only its owner can read, where the file system knows owners, and fills it.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    static void create(Path file, String text) throws IOException {
        boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (owners) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text);
    }
}
