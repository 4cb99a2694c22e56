package dev.aikagi.ctapsim.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a socket on a thread of its own, a daemon, so that one who does not read holds up nobody but himself: he
 * loses his connection once too much waits for him.
 */
public final class SocketWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);
    private static final int MOST_WAITING = 8192;
    private static final byte[] END = {};

    private final Socket socket;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private SocketWriter(Socket socket) {
        this.socket = socket;
    }

    public static SocketWriter start(Socket socket, String name) {
        SocketWriter writer = new SocketWriter(socket);
        Thread thread = new Thread(writer::run, name);
        thread.setDaemon(true);
        thread.start();
        return writer;
    }

    /** Returns at once; what is added is written in order. */
    public void add(byte[] octets) {
        if (!waiting.offer(octets)) {
            LOG.warn("a connection is ended: its other side does not read");
            hangUp();
        }
    }

    /** What was added is still written; then the socket is closed. */
    @Override
    public void close() {
        if (!waiting.offer(END)) {
            hangUp();
        }
    }

    private void run() {
        try (Socket open = socket) {
            OutputStream out = open.getOutputStream();
            for (byte[] octets = waiting.take(); octets != END; octets = waiting.take()) {
                out.write(octets);
            }
        } catch (IOException e) {
            LOG.debug("the other side is gone before its answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A write that waits fails then; the thread, if it waits for more to write, sees the end. */
    private void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket does not close", e);
        }
        waiting.clear();
        boolean ended = waiting.offer(END);
        assert ended;
    }
}
