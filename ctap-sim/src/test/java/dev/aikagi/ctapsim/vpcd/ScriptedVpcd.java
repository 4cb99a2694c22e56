package dev.aikagi.ctapsim.vpcd;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** vpcd's half of the protocol, written after its manual and what was seen of it; shares no code with ours. */
final class ScriptedVpcd implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private Socket slot = new Socket();

    ScriptedVpcd(int port) throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    void accept() throws IOException {
        slot = server.accept();
        slot.setSoTimeout(PATIENCE_MILLIS);
    }

    /** As vpcd does it: the length first, the rest later. */
    void send(String hex) throws IOException {
        byte[] payload = Bytes.fromHex(hex).toArray();
        slot.getOutputStream().write(new byte[] {(byte) (payload.length >>> 8), (byte) payload.length});
        slot.getOutputStream().flush();
        slot.getOutputStream().write(payload);
    }

    String receive() throws IOException {
        DataInputStream in = new DataInputStream(slot.getInputStream());
        byte[] payload = new byte[in.readUnsignedShort()];
        in.readFully(payload);
        return Bytes.of(payload).hex();
    }

    String ask(String hex) throws IOException {
        send(hex);
        return receive();
    }

    boolean hungUp() throws IOException {
        return slot.getInputStream().read() < 0;
    }

    void hangUp() throws IOException {
        slot.close();
    }

    @Override
    public void close() throws IOException {
        slot.close();
        server.close();
    }
}
