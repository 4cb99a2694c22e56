package dev.aikagi.ctapsim.socket;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Reports over TCP, each behind its length.
 *
 * <pre>
 *   0             2                66
 *   | 64, big-end.| report         |   both ways
 * </pre>
 *
 * <p>Each connection is a host: all are given every report, as with a HID that several have open.
 */
public final class TcpTransport implements Transport {
    /** Where the simulators that are built like this listen. */
    public static final int DEFAULT_PORT = 35_962;

    private final HidDevice device;
    private final SocketServer server;
    private volatile boolean plugged = true;

    private TcpTransport(InetSocketAddress address, HidDevice device) throws IOException {
        this.device = device;
        this.server = SocketServer.open(address, "aikagi-tcp", this::serve);
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 for a free one
     * @throws IOException if the address is taken or not this machine's
     */
    public static TcpTransport open(InetSocketAddress address, HidDevice device) throws IOException {
        return new TcpTransport(address, device);
    }

    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public String where() {
        return "reports on TCP " + address().getAddress().getHostAddress() + ":"
                + address().getPort();
    }

    @Override
    public void unplug() {
        plugged = false;
        server.hangUp();
    }

    @Override
    public void plug() {
        device.powerUp();
        plugged = true;
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket host) throws IOException {
        if (!plugged) {
            return;
        }
        try (SocketWriter writer = SocketWriter.start(host, "aikagi-tcp-writer")) {
            Sink sink = new Sink(writer);
            device.listen(sink);
            try {
                DataInputStream in = new DataInputStream(host.getInputStream());
                while (true) {
                    device.receive(read(in));
                }
            } finally {
                device.unlisten(sink);
            }
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        if (length != HidDevice.REPORT_SIZE) {
            throw new IOException("a report has 64 bytes, not " + length);
        }
        byte[] report = new byte[length];
        in.readFully(report);
        return report;
    }

    private record Sink(SocketWriter writer) implements ReportSink {
        @Override
        public void accept(byte[] report) {
            writer.add(ByteBuffer.allocate(Short.BYTES + report.length)
                    .putShort((short) report.length)
                    .put(report)
                    .array());
        }

        @Override
        public void closed() {
            writer.close();
        }
    }
}
