package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file, locked against other processes.
 *
 * <pre>
 *   key         the image
 *   key.new     the next image: written, forced onto the disk, then moved onto the key; then the folder is forced, too
 *   key.lock    what the lock is on, since the key's own file is another one after each write; who holds it stands in it
 * </pre>
 *
 * A draft that a crash has left is written over by the next. The lock file stays: whoever removed it could remove it
 * under somebody who has just got the lock.
 */
public final class FileMedium implements KeyMedium {
    /**
     * What this process holds. On POSIX systems closing any channel of a locked file gives up the process's lock on it, so
     * a second try within the process must not even open the lock file; no object but one for all could know that.
     */
    private static final Set<Path> HELD = Collections.synchronizedSet(new HashSet<>());

    private final Path file;
    private final FileChannel lockChannel;

    private FileMedium(Path file, FileChannel lockChannel) {
        this.file = file;
        this.lockChannel = lockChannel;
    }

    /**
     * Locks a file that is there.
     *
     * @throws KeyFileException if it is not, or another process has it, or this one
     */
    public static FileMedium existing(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw KeyFileException.missing(path.toString());
        }
        return open(path);
    }

    /**
     * Locks a file, which need not be there yet; its folder must.
     *
     * @throws KeyFileException if another process has it, or this one
     */
    public static FileMedium open(Path path) throws IOException {
        Path file = real(path);
        if (!HELD.add(file)) {
            throw inUse(file, ProcessHandle.current().pid() + ", this one");
        }
        try {
            return new FileMedium(file, lock(file));
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        Path lockFile = beside(file, ".lock");
        FileChannel channel = FileChannel.open(
                lockFile,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                ownersOnly(file));
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(file, Files.readString(lockFile, StandardCharsets.US_ASCII));
            }
            channel.truncate(0);
            fill(channel, String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static KeyFileException inUse(Path file, String process) {
        return new KeyFileException(
                KeyFileException.Problem.IN_USE,
                file.getFileName() + " is in use by another process" + (process.isBlank() ? "" : " (" + process + ")")
                        + ": one at a time can have the key");
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public Optional<Bytes> read() throws IOException {
        try {
            return Optional.of(Bytes.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(Bytes image) throws IOException {
        if (!lockChannel.isOpen()) {
            throw new IOException(name() + " was closed: nothing more can be kept in it");
        }
        Path draft = beside(file, ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly(file))) {
            fill(channel, image.toArray());
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    @Override
    public void close() throws IOException {
        if (lockChannel.isOpen()) {
            lockChannel.truncate(0);
            lockChannel.close();
            HELD.remove(file);
        }
    }

    /** The move is in the folder. Where a folder cannot be opened, as on Windows, the file system keeps it in order. */
    private void forceFolder() throws IOException {
        if (knowsOwners(file)) {
            try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static void fill(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(content);
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Where symbolic links lead, since moving onto a link would replace the link. */
    private static Path real(Path path) throws IOException {
        return Files.exists(path)
                ? path.toRealPath()
                : folder(path.toAbsolutePath()).toRealPath().resolve(String.valueOf(path.getFileName()));
    }

    private static Path folder(Path absolute) throws IOException {
        return Optional.ofNullable(absolute.getParent()).orElseThrow(() -> new IOException(absolute + " is a folder"));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return knowsOwners(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
