package dev.aikagi.harness.probe.flow;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request by hand, for what an HTTP client does not send: another host's name. */
final class RawRequest {
    private static final int LIMIT_MILLIS = 5_000;
    private static final int LONGEST = 64 * 1024;

    private RawRequest() {}

    /** The answer's first 64 KiB, one char an octet. */
    static String get(URI server, String path, String host) throws IOException {
        int port = server.getPort() < 0 ? 80 : server.getPort();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), port), LIMIT_MILLIS);
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        }
    }
}
