package dev.aikagi.ctapsim.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports on sockets, byte by byte. */
class SocketTransportsTest {
    private static final String NONCE = "0102030405060708";
    private static final String OTHER_NONCE = "1112131415161718";
    private static final String INIT = "ffffffff860008" + NONCE + "00".repeat(49);
    private static final String INITIALISED = "ffffffff8600110102030405060708";

    private final CtapHidDevice key = new CtapHidDevice((request, transaction) -> request, new DeviceVersion(1, 2, 3));

    @AfterEach
    void close() {
        key.close();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Socket connect(TcpTransport transport) throws IOException {
        Socket socket =
                new Socket(transport.address().getAddress(), transport.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        byte[] frame = new byte[66];
        new DataInputStream(socket.getInputStream()).readFully(frame);
        return HexFormat.of().formatHex(frame);
    }

    @Test
    void tcp_reportBehindItsLength_bothWays() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(), key);
                Socket host = connect(transport)) {
            host.getOutputStream().write(octets("0040" + INIT));

            assertEquals("0040" + INITIALISED, read(host).substring(0, 34));
            assertEquals("reports on TCP 127.0.0.1:" + transport.address().getPort(), transport.where());
        }
    }

    @Test
    void tcp_twoHosts_areBothGivenEveryReport() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(), key);
                Socket one = connect(transport);
                Socket two = connect(transport)) {
            one.getOutputStream().write(octets("0040" + INIT));
            read(one);

            two.getOutputStream().write(octets("0040" + INIT.replace(NONCE, OTHER_NONCE)));

            assertEquals(readAnswerTo(OTHER_NONCE, two), read(one));
        }
    }

    /** What was said before this host came it may have heard or not. */
    private static String readAnswerTo(String nonce, Socket host) throws IOException {
        String report = read(host);
        return report.contains(nonce) ? report : read(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "003f", "0041", "ffff"})
    void tcp_anotherLength_endsThatConnectionAlone(String length) throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(), key);
                Socket wrong = connect(transport);
                Socket right = connect(transport)) {
            wrong.getOutputStream().write(octets(length + INIT));

            assertEnds(wrong);
            right.getOutputStream().write(octets("0040" + INIT));
            assertEquals("0040" + INITIALISED, read(right).substring(0, 34));
        }
    }

    @Test
    void tcp_unplugged_losesItsHosts_andTakesThemAgainOncePlugged() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(), key);
                Socket before = connect(transport)) {
            before.getOutputStream().write(octets("0040" + INIT));
            read(before);

            transport.unplug();

            assertEnds(before);
            try (Socket meanwhile = connect(transport)) {
                assertEnds(meanwhile);
            }
            transport.plug();
            try (Socket after = connect(transport)) {
                after.getOutputStream().write(octets("0040" + INIT));
                assertEquals("0040" + INITIALISED, read(after).substring(0, 34));
            }
        }
    }

    @Test
    void tcp_keyThatIsClosed_hangsUp() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(), key);
                Socket host = connect(transport)) {
            host.getOutputStream().write(octets("0040" + INIT));
            read(host);

            key.close();

            assertEnds(host);
        }
    }

    @Test
    void udp_oneReportADatagram_answeredAtTheOtherPort() throws Exception {
        try (DatagramSocket host = new DatagramSocket(loopback());
                UdpTransport transport =
                        UdpTransport.open(loopback(), (InetSocketAddress) host.getLocalSocketAddress(), key)) {
            host.setSoTimeout(10_000);
            send(host, transport, octets(INIT));

            assertEquals(INITIALISED, receive(host).substring(0, 30));
            assertTrue(transport.where().endsWith("answers to 127.0.0.1:" + host.getLocalPort()), transport.where());
        }
    }

    @Test
    void udp_datagramThatIsNoReport_isIgnored() throws Exception {
        try (DatagramSocket host = new DatagramSocket(loopback());
                UdpTransport transport =
                        UdpTransport.open(loopback(), (InetSocketAddress) host.getLocalSocketAddress(), key)) {
            host.setSoTimeout(10_000);
            send(host, transport, octets(INIT.substring(2)));
            send(host, transport, octets(INIT + "00"));
            send(host, transport, new byte[0]);
            send(host, transport, octets(INIT.replace("0102", "0909")));

            assertEquals("ffffffff8600110909", receive(host).substring(0, 18));
        }
    }

    @Test
    void udp_unplugged_isDeafAndDumb() throws Exception {
        try (DatagramSocket host = new DatagramSocket(loopback());
                UdpTransport transport =
                        UdpTransport.open(loopback(), (InetSocketAddress) host.getLocalSocketAddress(), key)) {
            host.setSoTimeout(200);
            transport.unplug();
            send(host, transport, octets(INIT));
            assertThrows(SocketTimeoutException.class, () -> receive(host));

            transport.plug();

            host.setSoTimeout(10_000);
            send(host, transport, octets(INIT));
            assertEquals(INITIALISED, receive(host).substring(0, 30));
        }
    }

    private static void send(DatagramSocket host, UdpTransport transport, byte[] octets) throws IOException {
        host.send(new DatagramPacket(octets, octets.length, transport.address()));
    }

    private static String receive(DatagramSocket host) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        host.receive(packet);
        assertEquals(64, packet.getLength());
        return HexFormat.of().formatHex(packet.getData(), 0, 64);
    }

    private static void assertEnds(Socket socket) throws IOException {
        int next;
        try {
            next = socket.getInputStream().read();
        } catch (java.net.SocketException reset) {
            next = -1;
        }
        assertEquals(-1, next);
    }
}
