package dev.aikagi.ctapsim.hid;

import static dev.aikagi.ctapsim.hid.RawHost.BROADCAST;
import static dev.aikagi.ctapsim.hid.RawHost.CANCEL;
import static dev.aikagi.ctapsim.hid.RawHost.CBOR;
import static dev.aikagi.ctapsim.hid.RawHost.INIT;
import static dev.aikagi.ctapsim.hid.RawHost.KEEPALIVE;
import static dev.aikagi.ctapsim.hid.RawHost.PING;
import static dev.aikagi.ctapsim.hid.RawHost.WINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Transaction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §11.2, report by report. */
class CtapHidDeviceTest {
    private static final DeviceVersion VERSION = new DeviceVersion(5, 4, 3);
    private static final HidTiming PATIENT = new HidTiming(Duration.ofMillis(100), Duration.ofSeconds(30));

    private final BlockingQueue<Transaction> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> results = new SynchronousQueue<>();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private final CountDownLatch winks = new CountDownLatch(1);
    private CtapHidDevice device = new CtapHidDevice(this::process, VERSION, PATIENT, winks::countDown);
    private RawHost host = new RawHost(device);

    @AfterEach
    void close() {
        device.close();
    }

    /** Answers when the test says so, or 2d (CTAP2_ERR_KEEPALIVE_CANCEL) once cancelled; command 7f echoes at once. */
    private byte[] process(byte[] request, Transaction transaction) {
        if (request[0] == 0x7f) {
            return request;
        }
        threads.add(Thread.currentThread());
        begun.add(transaction);
        try {
            while (!transaction.cancelled()) {
                byte[] result = results.poll(5, TimeUnit.MILLISECONDS);
                if (result != null) {
                    return result;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new byte[] {0x2d};
    }

    private Transaction begin(int channel) throws InterruptedException {
        host.say(channel, CBOR, 0x01);
        return begun.take();
    }

    private void end(int... result) throws InterruptedException {
        byte[] octets = new byte[result.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) result[i];
        }
        assertTrue(results.offer(octets, 10, TimeUnit.SECONDS));
    }

    private void replace(CtapEngine engine, HidTiming timing) {
        device.close();
        device = new CtapHidDevice(engine, VERSION, timing, () -> {});
        host = new RawHost(device);
    }

    @ParameterizedTest
    @CsvSource({
        "0x83, 7, 0x01",
        "0x84, 2, 0x03",
        "0x84, 0, 0x03",
        "0xbb, 1, 0x01",
        "0xbf, 1, 0x01",
        "0xc0, 0, 0x01",
        "0xff, 65535, 0x01",
        "0x81, 7610, 0x03",
        "0x81, 65535, 0x03",
        "0x90, 7610, 0x03",
        "0x90, 0, 0x03",
        "0x88, 1, 0x03"
    })
    void message_unknownOrOfWrongLength_isAnError(String command, int length, String error) throws Exception {
        int channel = host.open();

        host.first(channel, Integer.decode(command), length);

        host.expectError(channel, Integer.decode(error));
        host.next(channel, 0);
        host.expectAliveAndSilent(channel);
    }

    @Test
    void cbor_ofAnEngineWithoutCtap2_isNoCommandAndNotClaimed() throws Exception {
        replace(
                new CtapEngine() {
                    @Override
                    public byte[] processCbor(byte[] request, Transaction transaction) {
                        throw new AssertionError("asked all the same");
                    }

                    @Override
                    public boolean ctap2() {
                        return false;
                    }
                },
                PATIENT);
        host.say(RawHost.BROADCAST, RawHost.INIT, 1, 2, 3, 4, 5, 6, 7, 8);
        byte[] init = host.read();
        assertEquals(0x01 | 0x08, init[23], "WINK, and no MSG");

        int channel = host.open();
        host.say(channel, CBOR, 4);

        host.expectError(channel, 0x01);
    }

    @Test
    void channels_moreThanFit_takeThePlaceOfTheOneUnusedForLongest() throws Exception {
        int oldest = host.open();
        int second = host.open();
        for (int i = 0; i < 30; i++) {
            host.open();
        }
        host.expectAliveAndSilent(oldest);

        host.open();

        host.say(second, PING, 1);
        host.expectError(second, 0x0b);
        host.expectAliveAndSilent(oldest);
    }

    @Test
    void wink_isAnsweredAndHeard() throws Exception {
        int channel = host.open();

        host.say(channel, WINK);

        host.expect(channel, WINK);
        assertTrue(winks.await(10, TimeUnit.SECONDS));
    }

    @Test
    void message_thatStopsInTheMiddle_timesOut() throws Exception {
        replace(this::process, new HidTiming(Duration.ofMillis(100), Duration.ofMillis(40)));
        int channel = host.open();
        host.first(channel, CBOR, 100, (byte) 1);

        host.expectError(channel, 0x05);

        host.next(channel, 0);
        host.expectAliveAndSilent(channel);
        assertTrue(begun.isEmpty());
    }

    @Test
    void message_byDefault_timesOutAfterHalfASecond() throws Exception {
        replace(this::process, HidTiming.DEFAULT);
        int channel = host.open();
        long start = System.nanoTime();
        host.first(channel, CBOR, 100, (byte) 1);

        host.expectError(channel, 0x05);

        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis >= 500, millis + " ms");
    }

    @Test
    void keepalive_followsTheTransaction() throws Exception {
        int channel = host.open();
        Transaction transaction = begin(channel);

        assertKeepalive(channel, 1, host.read());
        transaction.awaitingUser();
        byte[] report = host.read();
        while (report[7] == 1) {
            report = host.read();
        }
        assertKeepalive(channel, 2, report);
        assertKeepalive(channel, 2, host.read());
        end(0x00);
        host.expect(channel, CBOR, 0x00);
    }

    @Test
    void keepalive_comesAtOnceWhenTheStatusChanges() throws Exception {
        replace(this::process, new HidTiming(Duration.ofHours(1), Duration.ofHours(1)));
        int channel = host.open();
        Transaction transaction = begin(channel);

        transaction.awaitingUser();
        transaction.awaitingUser();
        transaction.processing();
        end(0x00);

        assertKeepalive(channel, 2, host.read());
        assertKeepalive(channel, 1, host.read());
        RawHost.assertHeader(channel, CBOR, 1, host.read());
        transaction.awaitingUser();
        host.say(channel, PING);
        RawHost.assertHeader(channel, PING, 0, host.read());
    }

    @Test
    void keepalive_everyHundredMilliseconds() throws Exception {
        replace(this::process, HidTiming.DEFAULT);
        int channel = host.open();
        long start = System.nanoTime();
        begin(channel);
        for (int i = 0; i < 5; i++) {
            assertKeepalive(channel, 1, host.read());
        }
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertTrue(millis >= 490 && millis < 2_000, millis + " ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65})
    void report_ofWrongSize_isRefused(int size) throws Exception {
        assertThrows(IllegalArgumentException.class, () -> device.receive(new byte[size]));

        host.expectAliveAndSilent(host.open());
    }

    @Test
    void engine_thatThrowsOrSaysTooMuch_isErrorOther() throws Exception {
        replace(
                (request, transaction) -> {
                    if (request[0] == 1) {
                        throw new IllegalStateException("broken on purpose");
                    }
                    return new byte[request[0] == 2 ? 7610 : 7609];
                },
                PATIENT);
        int channel = host.open();

        host.say(channel, CBOR, 1);
        host.expectError(channel, 0x7f);
        host.say(channel, CBOR, 2);
        host.expectError(channel, 0x7f);
        host.say(channel, CBOR, 3);
        RawHost.assertHeader(channel, CBOR, 7609, host.answer());
        for (int sequence = 0; sequence < 128; sequence++) {
            assertEquals(sequence, host.read()[4]);
        }
        host.expectAliveAndSilent(channel);
    }

    @Test
    void sink_thatThrows_doesNotHarmTheOthers() throws Exception {
        var calls = new LinkedBlockingQueue<byte[]>();
        device.listen(report -> {
            calls.add(report);
            throw new IllegalStateException("broken on purpose");
        });
        RawHost last = new RawHost(device);

        host.open();
        host.open();

        assertEquals(last.expectInit(BROADCAST), last.expectInit(BROADCAST) - 1);
        assertEquals(1, calls.size());
    }

    @Test
    void close_endsTheThreadAndTheCommandAndTellsTheHost() throws Exception {
        int channel = host.open();
        Transaction transaction = begin(channel);
        Thread engineThread = threads.take();

        device.close();
        device.close();

        assertTrue(transaction.cancelled());
        engineThread.join(10_000);
        assertFalse(engineThread.isAlive());
        assertTrue(engineThread.isDaemon());
        assertTrue(host.gone());
        assertTrue(new RawHost(device).gone());
        device.receive(new byte[64]);
    }

    @Test
    void randomReports_neverKillTheDevice() throws Exception {
        Random random = new Random(20_261_124);
        int[] channels = {0, BROADCAST, host.open(), host.open(), 0x1234};
        int[] commands = {0x7f, 0, 1, PING, INIT, CBOR, CANCEL, WINK, 0x83, KEEPALIVE};
        for (int i = 0; i < 20_000; i++) {
            byte[] report = new byte[64];
            random.nextBytes(report);
            if (random.nextInt(10) > 0) {
                int channel = channels[random.nextInt(channels.length)];
                ByteBuffer.wrap(report)
                        .putInt(channel)
                        .put((byte) commands[random.nextInt(commands.length)])
                        .putShort((short) random.nextInt(random.nextBoolean() ? 10 : 8_000))
                        .put(7, (byte) 0x7f);
            }
            device.receive(report);
        }

        RawHost after = new RawHost(device);
        int channel = after.open();
        device.receive(ByteBuffer.allocate(64)
                .putInt(channels[2])
                .put((byte) INIT)
                .putShort((short) 8)
                .array());
        device.receive(ByteBuffer.allocate(64)
                .putInt(channels[3])
                .put((byte) INIT)
                .putShort((short) 8)
                .array());
        RawHost last = new RawHost(device);
        last.expectAliveAndSilent(channel);
    }

    private static void assertKeepalive(int channel, int status, byte[] report) {
        RawHost.assertHeader(channel, KEEPALIVE, 1, report);
        assertEquals(status, report[7]);
    }
}
