package dev.aikagi.ctapsim.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and serves each on a thread of its own, a daemon as the accepting one. */
public final class SocketServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final long GOODBYE_MILLIS = 5000;

    private final ServerSocket listening;
    private final String name;
    private final Handler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    private SocketServer(ServerSocket listening, String name, Handler handler) {
        this.listening = listening;
        this.name = name;
        this.handler = handler;
        this.accepting = daemon(this::accept, name);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Serves a connection to its end; the caller closes it.
         *
         * @throws IOException when it breaks, ends, or what comes makes no sense: the connection is then over
         */
        void serve(Socket connection) throws IOException;
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 for a free one
     * @param name of the threads
     * @throws IOException if the address is taken or not this machine's
     */
    public static SocketServer open(InetSocketAddress address, String name, Handler handler) throws IOException {
        ServerSocket listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address);
        } catch (IOException e) {
            listening.close();
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(), e);
        }
        SocketServer server = new SocketServer(listening, name, handler);
        server.accepting.start();
        return server;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** Ends every connection there is; new ones are accepted. */
    public void hangUp() {
        connections.forEach(SocketServer::close);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("a listening socket does not close", e);
        }
        hangUp();
        awaitEnd();
    }

    /** Until the accepting thread has let go of the socket, the kernel goes on to let hosts in. */
    private void awaitEnd() {
        try {
            accepting.join(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.add(connection);
                daemon(() -> serve(connection), name + "-session").start();
            } catch (IOException e) {
                LOG.debug("no connection", e);
            }
        }
        hangUp();
    }

    private void serve(Socket connection) {
        try (Socket open = connection) {
            open.setTcpNoDelay(true);
            handler.serve(open);
        } catch (EOFException e) {
            LOG.debug("{}: the other side hung up", name);
        } catch (IOException e) {
            LOG.debug("{}: a connection ended", name, e);
        } finally {
            connections.remove(connection);
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("a socket does not close", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
