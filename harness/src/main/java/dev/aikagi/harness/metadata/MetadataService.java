package dev.aikagi.harness.metadata;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Serves one BLOB and one list of revoked certificates on the loopback address, until others are published. */
public final class MetadataService implements AutoCloseable {
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // As the embedded portal does, which may come later: the first server of a JVM decides for all.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final MetadataSigner signer;
    private final AtomicLong number = new AtomicLong();
    private volatile String blob = "";
    private volatile boolean revoked;
    private volatile boolean down;

    private MetadataService(HttpServer server, MetadataSigner signer) {
        this.server = server;
        this.signer = signer;
    }

    /**
     * Starts it.
     *
     * @throws IOException if no port can be had
     */
    public static MetadataService start(MetadataSigner signer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MetadataService service = new MetadataService(server, signer);
        server.createContext(
                "/blob", exchange -> service.answer(exchange, service.blob.getBytes(StandardCharsets.US_ASCII)));
        server.createContext(
                "/crl",
                exchange ->
                        service.answer(exchange, signer.revoked(service.revoked).toArray()));
        server.start();
        return service;
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            if (down || body.length == 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Where the BLOB is. */
    public URI blobAddress() {
        return at("/blob");
    }

    /** Where the list of revoked certificates is. */
    public URI crlAddress() {
        return at("/crl");
    }

    public MetadataSigner signer() {
        return signer;
    }

    /** A number that no BLOB had before. */
    public long nextNumber() {
        return number.incrementAndGet();
    }

    /** The number that was given last. */
    public long lastNumber() {
        return number.get();
    }

    /** Serves that text from now on, whatever it is. */
    public void publish(String text) {
        blob = text;
    }

    /** Signs a BLOB and serves it from now on. */
    public void publish(MetadataBlob next) {
        publish(signer.sign(next));
    }

    /** Puts the certificate that signs BLOBs on the list, or takes it off again. */
    public void revoke(boolean signing) {
        revoked = signing;
    }

    /** Answers nothing but 503, or answers again. */
    public void down(boolean isDown) {
        down = isDown;
    }

    /** Whether anything was published yet. */
    public boolean isEmpty() {
        return blob.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
