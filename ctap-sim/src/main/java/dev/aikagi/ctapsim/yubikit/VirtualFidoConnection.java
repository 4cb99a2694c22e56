package dev.aikagi.ctapsim.yubikit;

import com.yubico.yubikit.core.fido.FidoConnection;
import dev.aikagi.ctapsim.hid.CtapHidPacket;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One opening of a virtual HID device; a device may be opened several times at once.
 *
 * <p>A HID hands every report to everybody who has it open, but yubikit takes a report of another channel for a broken
 * pipe: {@link ChannelFilter} keeps those away.
 */
public final class VirtualFidoConnection implements FidoConnection {
    /** A little longer than a key waits for its user. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(35);

    private static final int MOST_UNREAD = 4096;

    private final HidDevice device;
    private final Duration timeout;
    private final Inbox inbox = new Inbox();
    private final ChannelFilter filter = new ChannelFilter();
    private volatile boolean left;

    /** Opens the device with the default time-out. */
    public VirtualFidoConnection(HidDevice device) {
        this(device, DEFAULT_TIMEOUT);
    }

    /** Opens the device; {@code timeout} is how long {@link #receive} waits for one report. */
    public VirtualFidoConnection(HidDevice device, Duration timeout) {
        this.device = device;
        this.timeout = timeout;
        device.listen(inbox);
    }

    /**
     * Sends one report of 64 bytes.
     *
     * @throws IOException once the connection or the device is closed
     */
    @Override
    public void send(byte[] packet) throws IOException {
        if (inbox.ended) {
            throw inbox.brokenPipe();
        }
        filter.sent(CtapHidPacket.parse(packet));
        device.receive(packet.clone());
    }

    /**
     * Waits for the next report of this connection's channels.
     *
     * @param packet where it goes, 64 bytes
     * @throws IOException once the connection or the device is closed, and when the time is up
     */
    @Override
    public void receive(byte[] packet) throws IOException {
        byte[] report = inbox.next();
        System.arraycopy(report, 0, packet, 0, report.length);
    }

    /** The command that runs, if any, goes on: closing a HID says nothing to the device. */
    @Override
    public void close() {
        device.unlisten(inbox);
        left = true;
        inbox.closed();
    }

    private final class Inbox implements ReportSink {
        private static final byte[] END = {};

        private final BlockingQueue<byte[]> unread = new LinkedBlockingQueue<>(MOST_UNREAD);
        private volatile boolean ended;

        @Override
        public void accept(byte[] report) {
            if (!filter.admits(CtapHidPacket.parse(report))) {
                return;
            }
            while (!unread.offer(report)) {
                unread.poll(); // the oldest is lost, as in the kernel's ring
            }
        }

        @Override
        public void closed() {
            ended = true;
            unread.clear();
            boolean awake = unread.offer(END);
            assert awake;
        }

        private byte[] next() throws IOException {
            if (ended) {
                throw brokenPipe();
            }
            byte[] report = await();
            if (report.length == 0) {
                closed(); // for the next one who waits
                throw brokenPipe();
            }
            return report;
        }

        private byte[] await() throws IOException {
            try {
                byte[] report = unread.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
                if (report == null) {
                    throw new IOException("no report from the key within " + timeout);
                }
                return report;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the key");
            }
        }

        private IOException brokenPipe() {
            return new IOException(left ? "the connection to the key is closed" : "the key is gone: it was pulled out");
        }
    }
}
