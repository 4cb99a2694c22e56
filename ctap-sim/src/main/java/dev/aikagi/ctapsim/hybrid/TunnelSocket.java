package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/** One end of a tunnel: a WebSocket (RFC 6455) of subprotocol {@code fido.cable}, a binary frame each message. */
final class TunnelSocket implements AutoCloseable {
    static final String PROTOCOL = "fido.cable";
    static final String ROUTING_ID = "X-caBLE-Routing-ID";

    private final Connection connection;
    private final URI uri;

    private TunnelSocket(Connection connection, URI uri) {
        this.connection = connection;
        this.uri = uri;
    }

    /**
     * Connects to a tunnel service.
     *
     * @throws HybridException if it cannot be reached in time, or refuses
     */
    static TunnelSocket connect(URI uri, Duration limit) throws HybridException {
        Connection connection = new Connection(uri, (int) limit.toMillis());
        try {
            if (connection.connectBlocking(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new TunnelSocket(connection, uri);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
        throw new HybridException("the tunnel service at " + authority(uri) + " does not let us in: " + connection.why);
    }

    /** What the service says in the header X-caBLE-Routing-ID, empty if nothing. */
    String routingId() {
        return connection.routingId;
    }

    void send(Bytes message) throws HybridException {
        try {
            connection.send(message.toArray());
        } catch (WebsocketNotConnectedException e) {
            throw (TunnelClosedException) new TunnelClosedException().initCause(e);
        }
    }

    /**
     * The next message.
     *
     * @throws HybridException if none comes in time, or the tunnel is closed
     */
    Bytes receive(Duration limit) throws HybridException {
        try {
            Optional<Bytes> message = connection.messages.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new HybridException("nothing came through the tunnel of " + authority(uri) + " within " + limit);
            }
            if (message.isEmpty()) {
                connection.messages.add(message);
                throw new TunnelClosedException();
            }
            return message.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HybridException("interrupted while waiting for the tunnel", e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Paths of a tunnel service name what should not stand in messages. */
    private static String authority(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static final class Connection extends WebSocketClient {
        private final BlockingQueue<Optional<Bytes>> messages = new LinkedBlockingQueue<>();
        private volatile String routingId = "";
        private volatile String why = "it does not answer";

        Connection(URI uri, int limitMillis) {
            super(uri, new Draft_6455(List.of(), List.of(new Protocol(PROTOCOL))), null, limitMillis);
            setTcpNoDelay(true);
            setDaemon(true);
            setConnectionLostTimeout(0);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            routingId = handshake.getFieldValue(ROUTING_ID);
        }

        @Override
        public void onMessage(String text) {
            close(CloseFrame.REFUSE, "binary messages only");
        }

        @Override
        public void onMessage(ByteBuffer octets) {
            byte[] message = new byte[octets.remaining()];
            octets.get(message);
            messages.add(Optional.of(Bytes.of(message)));
        }

        @Override
        public void onClose(int code, @Nullable String reason, boolean remote) {
            if (reason != null && !reason.isEmpty()) {
                why = reason;
            }
            messages.add(Optional.empty());
        }

        @Override
        public void onError(Exception e) {
            why = String.valueOf(e.getMessage());
        }
    }
}
