package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code aikagi device} on sockets, from its command line to its reports. */
class DeviceTransportsTest {
    private static final String INIT = "ffffffff8600080102030405060708" + "00".repeat(49);
    private static final String INITIALISED = "ffffffff8600110102030405060708";

    private final Lines out = new Lines();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private Thread command = new Thread(() -> {});

    @AfterEach
    void interrupt() throws Exception {
        command.interrupt();
        command.join(20_000);
    }

    private void start(String line) {
        command =
                new Thread(() -> exit.complete(Main.run(out.printer(), out.printer(), line.split(" ", -1))), "command");
        command.start();
    }

    private static int port(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String ask(Socket host, String report) throws IOException {
        host.getOutputStream().write(HexFormat.of().parseHex("0040" + report));
        byte[] frame = new byte[66];
        new DataInputStream(host.getInputStream()).readFully(frame);
        return HexFormat.of().formatHex(frame).substring(4);
    }

    @Test
    void tcp_twoKeys_haveAPortEach_untilInterrupted() throws Exception {
        start("device --tcp 0 --count 2 --profile touch-id,security-key");
        int one = port(out.await("key 1: reports on TCP"));
        int two = port(out.await("key 2: reports on TCP"));
        assertNotEquals(one, two);
        assertTrue(out.await("Ctrl-C").startsWith("Touch ID, Aikagi Security Key"));
        try (Socket first = connect(one);
                Socket second = connect(two)) {
            assertTrue(ask(first, INIT).startsWith(INITIALISED));
            assertTrue(ask(second, INIT).startsWith(INITIALISED));

            command.interrupt();

            assertEquals(0, exit.get(20, TimeUnit.SECONDS));
            assertEquals(-1, first.getInputStream().read());
        }
    }

    @Test
    void udp_key_answersAtTheOtherPort() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramSocket host = new DatagramSocket(any)) {
            host.setSoTimeout(20_000);
            start("device --udp 0:" + host.getLocalPort());
            String line = out.await("key 1: reports on UDP");
            int port = port(line.substring(0, line.indexOf(',')));
            byte[] report = HexFormat.of().parseHex(INIT);

            host.send(new DatagramPacket(report, 64, InetAddress.getLoopbackAddress(), port));

            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            host.receive(answer);
            assertTrue(HexFormat.of().formatHex(answer.getData()).startsWith(INITIALISED));
        }
    }

    @Test
    void control_pullsTheKeyOut_byTheTokenThatIsPrinted() throws Exception {
        start("device --tcp 0 --control 0");
        int port = port(out.await("reports on TCP"));
        String[] words = out.await("control: ").split(" ", -1);
        String token = words[words.length - 1];
        try (Socket host = connect(port)) {
            ask(host, INIT);

            HttpRequest unplug = HttpRequest.newBuilder(URI.create(words[1].replace(",", "") + "/1/unplug"))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(unplug, HttpResponse.BodyHandlers.discarding())
                    .statusCode();

            assertEquals(200, status);
            assertEquals(-1, host.getInputStream().read());
        }
    }

    @Test
    void usbip_key_isListed() throws Exception {
        start("device --usbip 127.0.0.1:0 --trace");
        String line = out.await("usbip --tcp-port");
        assertTrue(line.endsWith(" attach -r 127.0.0.1 -b 1-1"), line);
        String[] words = line.split(" ", -1);
        try (Socket client = connect(Integer.parseInt(words[4]))) {
            client.getOutputStream().write(HexFormat.of().parseHex("0111800500000000"));

            byte[] head = new byte[12];
            new DataInputStream(client.getInputStream()).readFully(head);

            assertEquals("011100050000000000000001", HexFormat.of().formatHex(head));
        }
    }

    @Test
    void port_taken_isAClearError() throws Exception {
        start("device --tcp 0");
        int port = port(out.await("reports on TCP"));
        Lines second = new Lines();

        int status = Main.run(second.printer(), second.printer(), "device", "--tcp", Integer.toString(port));

        assertEquals(2, status);
        second.await("cannot listen on");
    }
}
