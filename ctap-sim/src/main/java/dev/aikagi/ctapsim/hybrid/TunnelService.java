package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel service on the loopback address. It pairs who waits at {@code /cable/new/TUNNEL} with who comes to
 * {@code /cable/connect/ROUTING/TUNNEL}, and carries messages that it cannot read. It serves no phone that was linked before
 * ({@code /cable/contact}).
 */
public final class TunnelService implements AutoCloseable {
    private static final long START_SECONDS = 10;
    private static final int STOP_MILLIS = 1000;
    private static final Pattern NEW = Pattern.compile("/cable/new/([0-9a-f]{32})", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECT =
            Pattern.compile("/cable/connect/([0-9a-f]{6})/([0-9a-f]{32})", Pattern.CASE_INSENSITIVE);

    private final Server server;

    private TunnelService(Server server) {
        this.server = server;
    }

    /**
     * Starts it on a free port.
     *
     * @throws IOException if none can be had
     */
    public static TunnelService start(SecureRandom random) throws IOException {
        Server server = new Server(random);
        server.start();
        try {
            server.started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the tunnel service does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the tunnel service started", e);
        }
        return new TunnelService(server);
    }

    /** Where it answers: {@code ws}, since nothing leaves this machine. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Server extends WebSocketServer {
        private final CompletableFuture<Boolean> started = new CompletableFuture<>();
        private final Map<String, WebSocket> waiting = new ConcurrentHashMap<>();
        private final Map<WebSocket, WebSocket> peers = new ConcurrentHashMap<>();
        private final Bytes routingId;

        Server(SecureRandom random) {
            super(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    1,
                    List.of(new Draft_6455(List.of(), List.of(new Protocol(TunnelSocket.PROTOCOL)))));
            byte[] id = new byte[Eid.ROUTING_ID_SIZE];
            random.nextBytes(id);
            routingId = Bytes.of(id);
            setTcpNoDelay(true);
            setReuseAddr(true);
            setDaemon(true);
            setConnectionLostTimeout(0);
        }

        /** Before the upgrade: who is not let in gets an HTTP error. */
        @Override
        public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
                WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
            ServerHandshakeBuilder answer = super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
            String path = request.getResourceDescriptor();
            Matcher connect = CONNECT.matcher(path);
            if (NEW.matcher(path).matches()) {
                answer.put(TunnelSocket.ROUTING_ID, routingId.hex());
            } else if (!connect.matches() || !waiting.containsKey(key(connect.group(1), connect.group(2)))) {
                throw new InvalidDataException(CloseFrame.REFUSE, "nobody waits in that tunnel");
            }
            return answer;
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake request) {
            String path = request.getResourceDescriptor();
            Matcher create = NEW.matcher(path);
            Matcher connect = CONNECT.matcher(path);
            if (create.matches()) {
                waiting.put(key(routingId.hex(), create.group(1)), socket);
            } else if (connect.matches()) {
                pair(socket, waiting.remove(key(connect.group(1), connect.group(2))));
            }
        }

        private void pair(WebSocket client, @Nullable WebSocket phone) {
            if (phone == null) {
                client.close(CloseFrame.REFUSE, "nobody waits in that tunnel any more");
                return;
            }
            peers.put(client, phone);
            peers.put(phone, client);
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            WebSocket peer = peers.get(socket);
            if (peer == null) {
                socket.close(CloseFrame.REFUSE, "nobody is at the other end yet");
            } else if (peer.isOpen()) {
                peer.send(message);
            }
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            socket.close(CloseFrame.REFUSE, "binary messages only");
        }

        @Override
        public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
            waiting.values().remove(socket);
            WebSocket peer = peers.remove(socket);
            if (peer != null) {
                peers.remove(peer);
                peer.close();
            }
        }

        @Override
        public void onError(@Nullable WebSocket socket, Exception e) {
            if (socket == null) {
                started.completeExceptionally(e);
            }
        }

        @Override
        public void onStart() {
            started.complete(true);
        }

        private static String key(String routing, String tunnel) {
            return routing.toLowerCase(Locale.ROOT) + "/" + tunnel.toLowerCase(Locale.ROOT);
        }
    }
}
