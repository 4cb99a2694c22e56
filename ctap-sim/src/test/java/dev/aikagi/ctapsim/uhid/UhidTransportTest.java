package dev.aikagi.ctapsim.uhid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code struct uhid_event}, field by field, at the offsets of linux/uhid.h. */
class UhidTransportTest {
    private static final UhidIdentity IDENTITY = new UhidIdentity("Aikagi Security Key", 0x1209, 0x0001, "0042");

    private final CtapHidDevice key = new CtapHidDevice((request, transaction) -> request, new DeviceVersion(1, 2, 3));
    private final FakeUhid kernel = new FakeUhid();
    private UhidTransport transport;

    @BeforeEach
    void open() throws IOException {
        transport = UhidTransport.open(kernel, key, IDENTITY);
    }

    @AfterEach
    void close() {
        transport.close();
        key.close();
    }

    @Test
    void create_tellsTheKernelOfAFidoDeviceOnUsb() throws Exception {
        ByteBuffer event = nativeOrder(kernel.keySays());

        assertEquals(11, event.getInt(0));
        assertEquals("Aikagi Security Key", text(event, 4, 128));
        assertEquals("aikagi/0042", text(event, 132, 64));
        assertEquals("0042", text(event, 196, 64));
        assertEquals(34, event.getShort(260));
        assertEquals(3, event.getShort(262));
        assertEquals(0x1209, event.getInt(264));
        assertEquals(1, event.getInt(268));
        byte[] descriptor = new byte[34];
        event.get(280, descriptor);
        assertEquals("06d0f10901a1010920150026ff00", HexFormat.of().formatHex(descriptor, 0, 14));
        assertEquals(280 + 34, event.capacity());
    }

    @Test
    void create_longNames_endWithAZero() {
        byte[] event = UhidEvent.create(new UhidIdentity("n".repeat(200), 1, 2, "s".repeat(200)));

        assertEquals('n', event[4 + 126]);
        assertEquals(0, event[4 + 127]);
        assertEquals(0, event[132 + 63]);
        assertEquals('s', event[196 + 62]);
        assertEquals(0, event[196 + 63]);
    }

    @Test
    void output_reachesTheKey_andItsAnswerIsInput() throws Exception {
        kernel.keySays();

        kernel.kernelSays(event(2)); // START
        kernel.kernelSays(event(4)); // OPEN
        kernel.kernelSays(output(65, 0, initRequest()));

        byte[] said = kernel.keySays();
        ByteBuffer input = nativeOrder(said);
        assertEquals(12, input.getInt(0));
        assertEquals(64, input.getShort(4));
        assertEquals(70, input.capacity());
        byte[] report = Arrays.copyOfRange(said, 6, 70);
        assertEquals("ffffffff8600110102030405060708", HexFormat.of().formatHex(report, 0, 15));
        assertEquals("02010203", HexFormat.of().formatHex(report, 19, 23));
    }

    @ParameterizedTest
    @CsvSource({"64, 0", "66, 0", "0, 0", "65, 1", "4096, 0"})
    void output_thatIsNoReportOfOurs_isIgnored(int size, int number) throws Exception {
        kernel.keySays();

        kernel.kernelSays(output(size, number, initRequest()));
        kernel.kernelSays(output(65, 0, initRequest()));

        assertEquals(12, nativeOrder(kernel.keySays()).getInt(0));
        assertTrue(kernel.silent());
    }

    @ParameterizedTest
    @CsvSource({"9, 10, 12", "13, 14, 10"})
    void reportsByRequest_areRefusedByTheirNumber(int request, int reply, int size) throws Exception {
        kernel.keySays();
        byte[] event = event(request);
        nativeOrder(event).putInt(4, 0x1234567);

        kernel.kernelSays(event);

        ByteBuffer answer = nativeOrder(kernel.keySays());
        assertEquals(reply, answer.getInt(0));
        assertEquals(0x1234567, answer.getInt(4));
        assertEquals(5, answer.getShort(8)); // EIO
        assertEquals(size, answer.capacity());
    }

    @Test
    void eventsThatSayNothingToTheKey_areNotAnswered() throws Exception {
        kernel.keySays();
        for (int type : new int[] {2, 4, 5, 3, 99}) {
            kernel.kernelSays(event(type));
        }
        kernel.kernelSays(output(65, 0, initRequest()));

        assertEquals(12, nativeOrder(kernel.keySays()).getInt(0));
        assertTrue(kernel.silent());
    }

    @Test
    void unplugAndPlug_destroyAndCreate_andTheKeyBeginsAnew() throws Exception {
        kernel.keySays();
        kernel.kernelSays(output(65, 0, initRequest()));
        byte[] channel = Arrays.copyOfRange(kernel.keySays(), 6 + 15, 6 + 19);

        transport.unplug();
        transport.unplug();
        assertArrayEquals(event(1), kernel.keySays());
        transport.plug();
        transport.plug();

        assertEquals(11, nativeOrder(kernel.keySays()).getInt(0));
        byte[] ping = new byte[64];
        System.arraycopy(channel, 0, ping, 0, 4);
        ping[4] = (byte) 0x81;
        kernel.kernelSays(output(65, 0, ping));
        byte[] answer = kernel.keySays();
        assertEquals(0xbf, answer[6 + 4] & 0xff);
        assertEquals(0x0b, answer[6 + 7]);
    }

    @Test
    void close_destroys_andClosesTheFile() throws Exception {
        kernel.keySays();

        transport.close();

        assertArrayEquals(event(1), kernel.keySays());
        assertTrue(kernel.closed());
        assertTrue(kernel.silent());
    }

    @Test
    void keyThatIsClosed_isDestroyed() throws Exception {
        kernel.keySays();

        key.close();

        assertArrayEquals(event(1), kernel.keySays());
    }

    @Test
    void open_withoutUhid_saysWhatToDo() {
        IOException e = assertThrows(
                IOException.class, () -> UhidTransport.open(Path.of("/dev/there-is-no-uhid"), key, IDENTITY));

        assertTrue(e.getMessage().contains("modprobe uhid"), e.getMessage());
    }

    static byte[] event(int type) {
        return ByteBuffer.allocate(type == 1 ? 4 : 4380)
                .order(ByteOrder.nativeOrder())
                .putInt(0, type)
                .array();
    }

    private static byte[] output(int size, int number, byte[] report) {
        byte[] event = event(6);
        nativeOrder(event)
                .put(4, (byte) number)
                .put(5, report)
                .putShort(4100, (short) size)
                .put(4102, (byte) 1);
        return event;
    }

    private static ByteBuffer nativeOrder(byte[] event) {
        return ByteBuffer.wrap(event).order(ByteOrder.nativeOrder());
    }

    private static String text(ByteBuffer event, int at, int room) {
        byte[] octets = new byte[room];
        event.get(at, octets);
        int end = 0;
        while (octets[end] != 0) {
            end++;
        }
        return new String(octets, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] initRequest() {
        byte[] report = new byte[64];
        System.arraycopy(HexFormat.of().parseHex("ffffffff8600080102030405060708"), 0, report, 0, 15);
        return report;
    }
}
