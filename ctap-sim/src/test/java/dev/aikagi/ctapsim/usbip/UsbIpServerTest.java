package dev.aikagi.ctapsim.usbip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.usb.UsbDevice;
import dev.aikagi.ctapsim.usb.UsbIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The USB/IP protocol, byte by byte. */
class UsbIpServerTest {
    /** Path, bus id, bus 1, device, full speed, 1209:0001, 1.00, class of the interface, configuration 1 of 1. */
    private static final String FIRST = " 2f7379732f646576696365732f61696b6167692f757362312f312d31 00*228 312d31 00*29"
            + " 00000001 00000001 00000002 1209 0001 0100 000000 01 01 01";

    private static final String SECOND = " 2f7379732f646576696365732f61696b6167692f757362312f312d32 00*228 312d32 00*29"
            + " 00000001 00000002 00000002 1209 0001 0100 000000 01 01 01";

    private static final String HID_INTERFACE = " 03000000";
    private static final String LIST = "0111 8005 00000000";
    private static final String INIT = " ffffffff 86 0008 0102030405060708 00*49";
    private static final String INITIALISED = " ffffffff 86 0011 0102030405060708 00000001 02 010000 0d 00*40";

    private final CountDownLatch winks = new CountDownLatch(1);
    private final CtapHidDevice key = new CtapHidDevice(
            (request, transaction) -> request,
            new DeviceVersion(1, 0, 0),
            dev.aikagi.ctapsim.hid.HidTiming.DEFAULT,
            winks::countDown);
    private final CtapHidDevice other =
            new CtapHidDevice((request, transaction) -> request, new DeviceVersion(1, 0, 0));
    private UsbIpServer server;
    private ScriptedClient client;

    @BeforeEach
    void open() throws IOException {
        server = UsbIpServer.open(
                loopback(),
                List.of(
                        new UsbDevice(key, UsbIdentity.test("A key", "1")),
                        new UsbDevice(other, UsbIdentity.test("Another", "2"))));
        client = new ScriptedClient(server.address());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        key.close();
        other.close();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Command 1: sequence number, direction, endpoint, length; flags, start frame, packets and interval as Linux. */
    private static String submit(int seqnum, int direction, int endpoint, int length, String setup) {
        return " 00000001 %08x 00010001 %08x %08x 00000200 %08x 00000000 ffffffff 00000004 %s"
                .formatted(seqnum, direction, endpoint, length, setup);
    }

    private static String submitted(int seqnum, int status, int length) {
        return " 00000003 %08x 00*12 %08x %08x 00*20".formatted(seqnum, status, length);
    }

    private static String out(int seqnum, String report) {
        return submit(seqnum, 0, 1, 64, "00*8") + report;
    }

    private static String in(int seqnum) {
        return submit(seqnum, 1, 1, 64, "00*8");
    }

    private static String ping(int seqnum) {
        return out(seqnum, " 00000001 81 0001 %02x 00*56".formatted(seqnum));
    }

    private static String pinged(int seqnum) {
        return " 00000001 81 0001 %02x 00*56".formatted(seqnum);
    }

    @Test
    void list_namesWhatIsPluggedIn() throws Exception {
        client.send(LIST);
        client.expect("0111 0005 00000000 00000002" + FIRST + HID_INTERFACE + SECOND + HID_INTERFACE);

        server.port(0).unplug();

        client.send(LIST);
        client.expect("0111 0005 00000000 00000001" + SECOND + HID_INTERFACE);
        assertEquals(List.of("1-1", "1-2"), server.busIds());
    }

    @Test
    void import_ofAListedDevice_describesIt() throws Exception {
        client.send("0111 8003 00000000" + ScriptedClient.id("1-2"));

        client.expect("0111 0003 00000000" + SECOND);
        assertTrue(server.attached(1));
        assertFalse(server.attached(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3", "1-11", "", "2-1"})
    void import_ofWhatThereIsNot_saysNoDevice(String id) throws Exception {
        client.send("0111 8003 00000000" + ScriptedClient.id(id));

        client.expect("0111 0003 00000004");
        client.send(LIST);
        client.expect("0111 0005 00000000 00000002");
    }

    @Test
    void import_ofATakenDevice_saysBusy_untilItsClientGoes() throws Exception {
        client.importFirst();
        try (ScriptedClient second = new ScriptedClient(server.address())) {
            second.send("0111 8003 00000000" + ScriptedClient.id("1-1"));
            second.expect("0111 0003 00000002");

            client.close();

            until(() -> !server.attached(0));
            second.importFirst();
        }
    }

    @Test
    void control_readsDescriptorsAndStallsOnOthers() throws Exception {
        client.importFirst();

        client.send(submit(1, 1, 0, 64, "8006000100004000"));
        client.expect(submitted(1, 0, 18) + " 120100020000004009120100000101020301");
        client.send(submit(2, 0, 0, 0, "0009010000000000"));
        client.expect(submitted(2, 0, 0));
        client.send(submit(3, 1, 0, 10, "8006000600000a00"));
        client.expect(submitted(3, -32, 0));
        client.send(submit(4, 1, 2, 64, "00*8"));
        client.expect(submitted(4, -32, 0));
        client.send(submit(5, 0, 2, 64, "00*8") + INIT);
        client.expect(submitted(5, -32, 0));
        client.send(submit(6, 0, 1, 63, "00*8") + " 00*63");
        client.expect(submitted(6, -32, 0));
    }

    @Test
    void report_byControlRequest_isAnsweredOnTheEndpoint() throws Exception {
        client.importFirst();

        client.send(submit(1, 0, 0, 64, "2109000200004000") + INIT);
        client.send(in(2));

        client.expect(submitted(1, 0, 64));
        client.expect(submitted(2, 0, 64) + INITIALISED);
    }

    @Test
    void transferIn_beforeTheReport_waitsForIt_andOutEndsFirst() throws Exception {
        client.importFirst();
        client.send(in(7));

        client.send(out(8, INIT));

        client.expect(submitted(8, 0, 64));
        client.expect(submitted(7, 0, 64) + INITIALISED);
    }

    @Test
    void transfersIn_areAnsweredInOrder() throws Exception {
        client.importFirst();
        client.send(in(1) + " " + in(2) + " " + in(3));
        client.send(out(4, INIT));
        client.send(ping(5));
        client.send(ping(6));

        client.expect(submitted(4, 0, 64) + submitted(1, 0, 64) + INITIALISED);
        client.expect(submitted(5, 0, 64) + submitted(2, 0, 64) + pinged(5));
        client.expect(submitted(6, 0, 64) + submitted(3, 0, 64) + pinged(6));
    }

    @Test
    void unlink_ofAWaitingTransfer_takesItBack() throws Exception {
        client.importFirst();
        client.send(in(1) + " " + in(2));

        client.send("00000002 00000003 00010001 00000000 00000000 00000001 00*24");

        client.expect("00000004 00000003 00*12 ffffff98 00*24");
        client.send(out(4, INIT));
        client.expect(submitted(4, 0, 64) + submitted(2, 0, 64) + INITIALISED);
    }

    @Test
    void unlink_ofATransferThatIsOver_saysSo() throws Exception {
        client.importFirst();
        client.send(in(1) + " " + out(2, INIT));
        client.expect(submitted(2, 0, 64) + submitted(1, 0, 64) + INITIALISED);

        client.send("00000002 00000003 00010001 00000000 00000000 00000001 00*24");

        client.expect("00000004 00000003 00*12 00000000 00*24");
    }

    @Test
    void attachment_makesTheKeyBeginAnew_andOldReportsAreGone() throws Exception {
        client.importFirst();
        client.send(in(1) + " " + out(2, INIT));
        client.expect(submitted(2, 0, 64) + submitted(1, 0, 64) + INITIALISED);
        client.send(ping(3));
        client.expect(submitted(3, 0, 64));
        client.close();
        until(() -> !server.attached(0));

        try (ScriptedClient again = new ScriptedClient(server.address())) {
            again.importFirst();
            again.send(in(1) + " " + ping(2));

            again.expect(submitted(2, 0, 64) + submitted(1, 0, 64) + " 00000001 bf 0001 0b 00*56");
        }
    }

    @Test
    void unplug_endsTheConnection_andPlugBringsTheDeviceBack() throws Exception {
        client.importFirst();

        server.port(0).unplug();

        client.expectEnd();
        try (ScriptedClient second = new ScriptedClient(server.address())) {
            second.send("0111 8003 00000000" + ScriptedClient.id("1-1"));
            second.expect("0111 0003 00000004");
            server.port(0).plug();
            until(() -> !server.attached(0));
            second.importFirst();
        }
    }

    @Test
    void keyThatIsClosed_endsTheConnection() throws Exception {
        client.importFirst();

        key.close();

        client.expectEnd();
    }

    @Test
    void wink_reachesTheKey() throws Exception {
        client.importFirst();
        client.send(in(1) + " " + in(2) + " " + out(3, INIT));
        client.send(out(4, " 00000001 88 0000 00*57"));

        assertTrue(winks.await(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100 8005 00000000", // another version
                "0111 8004 00000000", // no operation
                "474554202f20485454502f312e310d0a", // HTTP
            })
    void operation_thatIsNone_endsTheConnection(String sent) throws Exception {
        client.send(sent);

        client.expectEnd();
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000005 00000001 00010001 00000000 00000001 00*28", // no command
                "00000001 00000001 00010001 00000000 00000001 00000000 7fffffff 00*20", // 2 GB
                "00000001 00000001 00010001 00000000 00000001 00000000 ffffffff 00*20", // less than nothing
                "00000001 00000001 00010001 00000001 00000001 00000000 00000040 00000000 00000001 00*12", // isochronous
            })
    void command_thatMakesNoSense_endsTheConnection(String sent) throws Exception {
        client.importFirst();

        client.send(sent);

        client.expectEnd();
        until(() -> !server.attached(0));
        assertServes();
    }

    @Test
    void open_onATakenPort_saysWhich() {
        int port = server.address().getPort();

        IOException e = assertThrows(
                IOException.class,
                () -> UsbIpServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), List.of()));

        assertTrue(e.getMessage().contains(":" + port), e.getMessage());
    }

    @Test
    void close_endsConnectionsAndListening() throws Exception {
        client.importFirst();

        server.close();

        client.expectEnd();
        assertThrows(IOException.class, () -> new ScriptedClient(server.address()).close());
    }

    @Test
    void where_isWhatToType() {
        int port = server.address().getPort();

        assertEquals(
                "usbip --tcp-port " + port + " attach -r 127.0.0.1 -b 1-2",
                server.port(1).where());
    }

    private void assertServes() throws IOException {
        try (ScriptedClient next = new ScriptedClient(server.address())) {
            next.send(LIST);
            next.expect("0111 0005 00000000 00000002");
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come within 10 s");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
