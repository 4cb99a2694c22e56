package dev.aikagi.ctapsim.fault;

import dev.aikagi.ctapsim.hid.CtapHidCommand;
import dev.aikagi.ctapsim.hid.CtapHidPacket;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reports of a device, lost, doubled, late or garbled on their way to the host; CBOR and MSG answers alone. */
final class FaultyHidDevice implements HidDevice {
    /** Of an initialization packet the first byte of data, of a continuation the third. CTAP 2.1 §11.2.4. */
    private static final int WITHIN_DATA = 7;

    private final HidDevice device;
    private final Faults faults;
    private final Map<ReportSink, ReportSink> sinks = new ConcurrentHashMap<>();

    /** Sends what is late; its thread begins with the first such report. */
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "aikagi-late-reports");
        thread.setDaemon(true);
        return thread;
    });

    FaultyHidDevice(HidDevice device, Faults faults) {
        this.device = device;
        this.faults = faults;
    }

    @Override
    public void receive(byte[] report) {
        device.receive(report);
    }

    @Override
    public void listen(ReportSink sink) {
        device.listen(sinks.computeIfAbsent(sink, Sink::new));
    }

    @Override
    public void unlisten(ReportSink sink) {
        ReportSink faulty = sinks.remove(sink);
        device.unlisten(faulty == null ? sink : faulty);
    }

    @Override
    public void powerUp() {
        device.powerUp();
    }

    @Override
    public void close() {
        device.close();
        later.shutdownNow();
    }

    /**
     * Counts the reports of each answer from 1; reports of other messages have the number 0. Its lock keeps reports that
     * are late and those of the device apart.
     */
    private final class Sink implements ReportSink {
        private final ReportSink sink;
        private int number;
        private List<Fault> about = List.of();

        Sink(ReportSink sink) {
            this.sink = sink;
        }

        @Override
        public synchronized void accept(byte[] report) {
            count(CtapHidPacket.parse(report));
            byte[] sent = report;
            int times = 1;
            long millis = 0;
            for (Fault fault : number == 0 ? List.<Fault>of() : about) {
                boolean itsOwn = fault.number() == number;
                switch (fault.kind()) {
                    case DROP_REPORT -> times = itsOwn ? 0 : times;
                    case DOUBLE_REPORT -> times = itsOwn ? 2 : times;
                    case GARBLE_REPORT -> sent = itsOwn ? garbled(sent) : sent;
                    case LATE_REPORT -> millis = number >= fault.number() ? fault.number(1) : millis;
                    default -> throw new IllegalStateException(fault + " is not about reports");
                }
            }
            for (int i = 0; i < times; i++) {
                send(sent.clone(), millis);
            }
        }

        private void send(byte[] report, long millis) {
            if (millis == 0) {
                sink.accept(report);
            } else {
                var unused = later.schedule(() -> sendNow(report), millis, TimeUnit.MILLISECONDS);
            }
        }

        private synchronized void sendNow(byte[] report) {
            sink.accept(report);
        }

        private static byte[] garbled(byte[] report) {
            byte[] changed = report.clone();
            changed[WITHIN_DATA] ^= 1;
            return changed;
        }

        private void count(CtapHidPacket packet) {
            if (packet instanceof CtapHidPacket.Initialization first) {
                boolean answer =
                        first.command() == CtapHidCommand.CBOR.code() || first.command() == CtapHidCommand.MSG.code();
                number = answer ? 1 : 0;
                about = answer ? faults.ofReports() : List.of();
            } else if (number > 0) {
                number++;
            }
        }

        @Override
        public void closed() {
            sink.closed();
        }
    }
}
