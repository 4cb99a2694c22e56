package dev.aikagi.harness.device;

import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import dev.aikagi.ctapsim.uhid.RecordFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A HID of this machine at the same waist as an emulated one; Linux's hidraw puts the report's number, which is 0,
 * before each report to the device and before none from it.
 *
 * <p>Threads: one, a daemon, reads. It ends with the device, or when that is unplugged, which sinks are told.
 */
final class HidrawDevice implements HidDevice {
    private static final Logger LOG = LoggerFactory.getLogger(HidrawDevice.class);
    private static final int GLANCE_MILLIS = 100;

    private final RecordFile file;
    private final List<ReportSink> sinks = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private HidrawDevice(RecordFile file) {
        this.file = file;
    }

    /** Begins to read; the file is closed with the device. */
    static HidrawDevice open(RecordFile file) {
        HidrawDevice device = new HidrawDevice(file);
        Thread reader = new Thread(device::read, "aikagi-hidraw");
        reader.setDaemon(true);
        reader.start();
        return device;
    }

    @Override
    public void receive(byte[] report) {
        if (report.length != REPORT_SIZE) {
            throw new IllegalArgumentException("a report has 64 bytes, not " + report.length);
        }
        byte[] numbered = new byte[1 + REPORT_SIZE];
        System.arraycopy(report, 0, numbered, 1, REPORT_SIZE);
        try {
            file.write(numbered);
        } catch (IOException e) {
            LOG.debug("a HID does not take a report", e);
            end();
        }
    }

    @Override
    public void listen(ReportSink sink) {
        sinks.add(sink);
        if (ended) {
            end();
        }
    }

    @Override
    public void unlisten(ReportSink sink) {
        sinks.remove(sink);
    }

    /**
     * Always fails.
     *
     * @throws UnsupportedOperationException since power is the kernel's affair
     */
    @Override
    public void powerUp() {
        throw new UnsupportedOperationException("who uses a HID does not switch its power");
    }

    @Override
    public void close() {
        end();
        file.close();
    }

    private void read() {
        byte[] report = new byte[REPORT_SIZE];
        try {
            while (!ended) {
                int size = file.read(report, GLANCE_MILLIS);
                if (size == REPORT_SIZE) {
                    sinks.forEach(sink -> sink.accept(Arrays.copyOf(report, REPORT_SIZE)));
                }
            }
        } catch (IOException e) {
            LOG.debug("a HID is gone", e);
            end();
        }
    }

    /** Each sink is told once, whoever sees the end first. */
    private void end() {
        ended = true;
        sinks.removeIf(sink -> {
            sink.closed();
            return true;
        });
    }
}
