package dev.aikagi.ctapsim.uhid;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** The kernel's end of {@code /dev/uhid}, by hand. */
final class FakeUhid implements RecordFile {
    private final BlockingQueue<byte[]> toKey = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> fromKey = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    @Override
    public int read(byte[] buffer, int millis) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        try {
            byte[] event = toKey.poll(millis, TimeUnit.MILLISECONDS);
            if (event == null) {
                return 0;
            }
            if (event.length == 0) {
                throw new IOException("broken on purpose");
            }
            System.arraycopy(event, 0, buffer, 0, event.length);
            return event.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void write(byte[] record) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        fromKey.add(record.clone());
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    void kernelSays(byte[] event) {
        toKey.add(event);
    }

    byte[] keySays() throws InterruptedException {
        byte[] event = fromKey.poll(10, TimeUnit.SECONDS);
        Assertions.assertNotNull(event, "the key says nothing to the kernel");
        return event;
    }

    boolean silent() {
        return fromKey.isEmpty();
    }
}
