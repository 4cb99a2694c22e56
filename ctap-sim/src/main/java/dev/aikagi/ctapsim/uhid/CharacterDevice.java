package dev.aikagi.ctapsim.uhid;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of Linux's {@code /dev}, open for reading and writing. The JDK's own files cannot wait for so long and no
 * longer, and a read of theirs that waits outlives the file.
 *
 * <p>One thread may read while others write. Closing waits for a read that waits: so readers wait for short times.
 */
public final class CharacterDevice implements RecordFile {
    private static final Logger LOG = LoggerFactory.getLogger(CharacterDevice.class);

    private final LibC libc;
    private final Path path;
    private final int descriptor;
    private final Object reading = new Object();
    private final AtomicBoolean closed = new AtomicBoolean();

    private CharacterDevice(LibC libc, Path path, int descriptor) {
        this.libc = libc;
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Opens it.
     *
     * @throws FileNotFoundException if there is no such file
     * @throws AccessDeniedException if it is not for this user
     * @throws IOException that says what else is wrong; so it does on systems that are not Linux
     */
    public static CharacterDevice open(Path path) throws IOException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new IOException(path + " can be opened on Linux only, this is " + System.getProperty("os.name"));
        }
        LibC libc = LibC.load();
        try {
            return new CharacterDevice(libc, path, libc.open(path.toString(), LibC.O_RDWR | LibC.O_CLOEXEC));
        } catch (LastErrorException e) {
            throw switch (e.getErrorCode()) {
                case LibC.ENOENT -> new FileNotFoundException("there is no " + path);
                case LibC.EACCES -> new AccessDeniedException(path.toString());
                default -> new IOException(path + " does not open: " + e.getMessage(), e);
            };
        }
    }

    @Override
    public int read(byte[] buffer, int millis) throws IOException {
        synchronized (reading) {
            requireOpen();
            try {
                // A device that is gone is ready, and its read fails.
                return readable(millis)
                        ? libc.read(descriptor, buffer, new NativeLong(buffer.length))
                                .intValue()
                        : 0;
            } catch (LastErrorException e) {
                throw new IOException(path + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void write(byte[] record) throws IOException {
        requireOpen();
        try {
            int written = libc.write(descriptor, record, new NativeLong(record.length))
                    .intValue();
            if (written != record.length) {
                throw new IOException(path + " took " + written + " of " + record.length + " bytes");
            }
        } catch (LastErrorException e) {
            throw new IOException(path + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (reading) {
            try {
                libc.close(descriptor);
            } catch (LastErrorException e) {
                LOG.debug("{} does not close", path, e);
            }
        }
    }

    private boolean readable(int millis) {
        byte[] fds = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(descriptor)
                .putShort(LibC.POLLIN)
                .array();
        try {
            return libc.poll(fds, new NativeLong(1), millis) > 0;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.EINTR) {
                return false; // the JVM stops threads by signals
            }
            throw e;
        }
    }

    private void requireOpen() throws IOException {
        if (closed.get()) {
            throw new IOException(path + " is closed");
        }
    }
}
