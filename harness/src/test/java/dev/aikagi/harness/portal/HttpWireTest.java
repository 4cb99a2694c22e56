package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not answer, or not as servers do. */
class HttpWireTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final PortalProfile PROFILE = PortalProfileReader.read("wire.yaml", """
            name: wire
            notices: {}
            errors: {}
            pages:
              top:
                path: /top
                recognise: {url: ^/top$}
            """);

    private FixturePortal portal;
    private PortalSession session;

    @BeforeEach
    void start() throws IOException {
        portal = new FixturePortal();
        session = session(portal.uri());
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private static PortalSession session(URI uri) {
        return new PortalSession(PROFILE, uri, Locale.ENGLISH, exchange -> {}, CLOCK);
    }

    @Test
    void open_nobodyThere_saysWhatToDo() throws Exception {
        int port = portal.uri().getPort();
        portal.close();

        var unreachable = assertThrows(PortalUnreachableException.class, () -> session.open("top"));

        assertEquals("localhost", unreachable.host());
        assertEquals(port, unreachable.port());
        assertEquals(
                "localhost:" + port + " refuses the connection. Start the portal, or give the address where it runs.",
                unreachable.getMessage());
    }

    @Test
    void open_unknownName_saysSo() {
        var nowhere = session(URI.create("http://no.such.invalid"));

        var unreachable = assertThrows(PortalUnreachableException.class, () -> nowhere.open("top"));

        assertEquals("no.such.invalid:80 has no address. Is its name spelt right?", unreachable.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_silence_endsInTime(boolean headersFirst) throws Exception {
        HttpWire.Limits short1 = new HttpWire.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://localhost:" + silent.getLocalPort());
            var impatient = new PortalSession(
                    PROFILE, uri, Locale.ENGLISH, CLOCK, new HttpWire(exchange -> {}, CLOCK, short1, null));
            var answering = new Thread(() -> {
                try {
                    var socket = silent.accept();
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    assertTrue(silent.isClosed());
                }
            });
            if (headersFirst) {
                answering.start();
            }

            var unreachable = assertThrows(PortalUnreachableException.class, () -> impatient.open("top"));

            assertTrue(unreachable.getMessage().contains("did not answer within 1 s"), unreachable::getMessage);
            answering.join(5_000);
        }
    }

    @Test
    void open_endlessBody_isCutOff() {
        portal.at("/top", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 18; i++) {
                exchange.getResponseBody().write(block);
            }
        });

        var unreachable = assertThrows(PortalUnreachableException.class, () -> session.open("top"));

        assertTrue(unreachable.getMessage().contains("more than 16777216 bytes"), unreachable::getMessage);
    }

    @Test
    void open_noHttp_saysBrokeOff() throws Exception {
        try (ServerSocket odd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> {
                try (var socket = odd.accept()) {
                    socket.getOutputStream().write("220 smtp ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    assertTrue(odd.isClosed());
                }
            });
            answering.start();
            URI uri = URI.create("http://localhost:" + odd.getLocalPort());
            var broken = session(uri);

            var unreachable = assertThrows(PortalUnreachableException.class, () -> broken.open("top"));

            assertTrue(unreachable.getMessage().contains("broke off"), unreachable::getMessage);
            answering.join(5_000);
        }
    }
}
