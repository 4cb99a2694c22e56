package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A host that writes its reports by hand, byte by byte, and so shares no code with the device. */
public final class RawHost implements ReportSink {
    public static final int BROADCAST = 0xffffffff;
    public static final int PING = 0x81;
    public static final int MSG = 0x83;
    public static final int LOCK = 0x84;
    public static final int INIT = 0x86;
    public static final int WINK = 0x88;
    public static final int CBOR = 0x90;
    public static final int CANCEL = 0x91;
    public static final int KEEPALIVE = 0xbb;
    public static final int ERROR = 0xbf;

    private static final int MOST_KEEPALIVES = 300;

    private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8};

    private final BlockingQueue<byte[]> reports = new LinkedBlockingQueue<>();
    private final HidDevice device;
    private volatile boolean gone;

    public RawHost(HidDevice device) {
        this.device = device;
        device.listen(this);
    }

    @Override
    public void accept(byte[] report) {
        reports.add(report);
    }

    @Override
    public void closed() {
        gone = true;
    }

    public boolean gone() {
        return gone;
    }

    public void first(int channel, int command, int length, byte... data) {
        device.receive(ByteBuffer.allocate(64)
                .putInt(channel)
                .put((byte) command)
                .putShort((short) length)
                .put(data)
                .array());
    }

    public void next(int channel, int sequence, byte... data) {
        device.receive(ByteBuffer.allocate(64)
                .putInt(channel)
                .put((byte) sequence)
                .put(data)
                .array());
    }

    /** A message of one packet. */
    public void say(int channel, int command, int... octets) {
        byte[] data = new byte[octets.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) octets[i];
        }
        first(channel, command, data.length, data);
    }

    public byte[] read() throws InterruptedException {
        byte[] report = reports.poll(10, TimeUnit.SECONDS);
        assertNotNull(report, "no report came");
        assertEquals(64, report.length);
        return report;
    }

    /** The next report that is no keepalive; of those at most {@value #MOST_KEEPALIVES} are read over. */
    public byte[] answer() throws InterruptedException {
        for (int i = 0; i <= MOST_KEEPALIVES; i++) {
            byte[] report = read();
            if ((report[4] & 0xff) != KEEPALIVE) {
                return report;
            }
        }
        throw new AssertionError("nothing but keepalives");
    }

    public int open() throws InterruptedException {
        first(BROADCAST, INIT, 8, NONCE);
        return expectInit(BROADCAST);
    }

    public int expectInit(int on) throws InterruptedException {
        byte[] report = answer();
        assertHeader(on, INIT, 17, report);
        assertArrayEquals(NONCE, Arrays.copyOfRange(report, 7, 15));
        return ByteBuffer.wrap(report).getInt(15);
    }

    public void resynchronise(int channel) throws InterruptedException {
        first(channel, INIT, 8, NONCE);
        assertEquals(channel, expectInit(channel));
    }

    public void expectError(int channel, int code) throws InterruptedException {
        byte[] report = answer();
        assertHeader(channel, ERROR, 1, report);
        assertEquals(code, report[7] & 0xff);
    }

    public void expect(int channel, int command, int... octets) throws InterruptedException {
        byte[] report = answer();
        assertHeader(channel, command, octets.length, report);
        for (int i = 0; i < octets.length; i++) {
            assertEquals(octets[i], report[7 + i] & 0xff);
        }
    }

    /** Nothing but keepalives has been said: the next thing is the answer to a PING, which also shows the key alive. */
    public void expectAliveAndSilent(int channel) throws InterruptedException {
        say(channel, PING, 0xaa, 0x55);
        expect(channel, PING, 0xaa, 0x55);
    }

    public static void assertHeader(int channel, int command, int length, byte[] report) {
        ByteBuffer buffer = ByteBuffer.wrap(report);
        assertEquals(Integer.toHexString(channel), Integer.toHexString(buffer.getInt()), "channel");
        assertEquals(Integer.toHexString(command), Integer.toHexString(buffer.get() & 0xff), "command");
        assertEquals(length, buffer.getShort() & 0xffff, "length");
    }
}
