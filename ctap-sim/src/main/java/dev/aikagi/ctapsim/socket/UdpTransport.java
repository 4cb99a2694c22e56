package dev.aikagi.ctapsim.socket;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports over UDP, one a datagram; the key listens at one port and answers to another, whoever has asked.
 *
 * <p>Threads: one, a daemon, reads. It ends with the transport.
 */
public final class UdpTransport implements Transport {
    /** Where the simulators that are built like this listen, and where their hosts do. */
    public static final int DEFAULT_PORT = 8111;

    public static final int DEFAULT_HOST_PORT = 7112;

    private static final Logger LOG = LoggerFactory.getLogger(UdpTransport.class);

    private final HidDevice device;
    private final DatagramSocket socket;
    private final InetSocketAddress host;
    private final ReportSink sink = this::send;
    private volatile boolean plugged = true;

    private UdpTransport(DatagramSocket socket, InetSocketAddress host, HidDevice device) {
        this.socket = socket;
        this.host = host;
        this.device = device;
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 for a free one
     * @param host where answers go
     * @throws IOException if the address is taken or not this machine's
     */
    public static UdpTransport open(InetSocketAddress address, InetSocketAddress host, HidDevice device)
            throws IOException {
        UdpTransport transport = new UdpTransport(new DatagramSocket(address), host, device);
        device.listen(transport.sink);
        Thread thread = new Thread(transport::run, "aikagi-udp");
        thread.setDaemon(true);
        thread.start();
        return transport;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public String where() {
        return "reports on UDP " + text(address()) + ", answers to " + text(host);
    }

    @Override
    public void unplug() {
        plugged = false;
    }

    @Override
    public void plug() {
        device.powerUp();
        plugged = true;
    }

    @Override
    public void close() {
        device.unlisten(sink);
        socket.close();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void run() {
        // One byte more, so that a datagram that is too long is seen to be.
        byte[] buffer = new byte[HidDevice.REPORT_SIZE + 1];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                LOG.debug("no datagram", e);
                continue;
            }
            if (packet.getLength() != HidDevice.REPORT_SIZE) {
                LOG.warn("a datagram that is no report of 64 bytes is ignored");
            } else if (plugged) {
                device.receive(Arrays.copyOf(buffer, HidDevice.REPORT_SIZE));
            }
        }
    }

    /** Nobody may be there to hear it, which is nothing to a HID. */
    private void send(byte[] report) {
        if (!plugged) {
            return;
        }
        try {
            socket.send(new DatagramPacket(report, report.length, host));
        } catch (IOException e) {
            LOG.debug("nobody takes the report", e);
        }
    }
}
