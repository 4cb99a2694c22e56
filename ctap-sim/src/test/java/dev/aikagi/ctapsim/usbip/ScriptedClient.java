package dev.aikagi.ctapsim.usbip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;

/** A USB/IP client that writes and expects bytes by hand, and so shares no code with the server. */
final class ScriptedClient implements AutoCloseable {
    private final Socket socket = new Socket();

    ScriptedClient(InetSocketAddress server) throws IOException {
        socket.setSoTimeout(10_000);
        socket.connect(server);
    }

    /** Hexadecimal; blanks are for the reader, {@code 00*32} is a run. */
    void send(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(expand(hex)));
    }

    void expect(String hex) throws IOException {
        String expected = expand(hex);
        byte[] octets = new byte[expected.length() / 2];
        new DataInputStream(socket.getInputStream()).readFully(octets);
        assertEquals(expected, HexFormat.of().formatHex(octets));
    }

    /** The server says no more: it has hung up. */
    void expectEnd() throws IOException {
        int next;
        try {
            next = socket.getInputStream().read();
        } catch (java.net.SocketException reset) {
            next = -1;
        }
        assertEquals(-1, next);
    }

    void importFirst() throws IOException {
        send("0111 8003 00000000" + id("1-1"));
        expect("0111 0003 00000000");
        socket.getInputStream().readNBytes(312);
    }

    static String id(String name) {
        String hex = HexFormat.of().formatHex(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return " " + hex + "00".repeat(32 - name.length());
    }

    static String expand(String hex) {
        StringBuilder expanded = new StringBuilder();
        for (String word : hex.strip().split("\\s+", -1)) {
            String[] run = word.split("\\*", -1);
            expanded.append(run[0].repeat(run.length == 1 ? 1 : Integer.parseInt(run[1])));
        }
        return expanded.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
