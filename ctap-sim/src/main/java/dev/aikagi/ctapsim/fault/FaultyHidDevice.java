package dev.aikagi.ctapsim.fault;

import dev.aikagi.ctapsim.hid.CtapHidCommand;
import dev.aikagi.ctapsim.hid.CtapHidPacket;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reports of a device, lost, doubled or garbled on their way to the host; CBOR and MSG answers alone. */
final class FaultyHidDevice implements HidDevice {
    /** Of an initialization packet the first byte of data, of a continuation the third. CTAP 2.1 §11.2.4. */
    private static final int WITHIN_DATA = 7;

    private final HidDevice device;
    private final List<Fault> faults;
    private final Map<ReportSink, ReportSink> sinks = new ConcurrentHashMap<>();

    FaultyHidDevice(HidDevice device, List<Fault> faults) {
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
    }

    /** Counts the reports of each answer from 1; reports of other messages have the number 0. */
    private final class Sink implements ReportSink {
        private final ReportSink sink;
        private int number;

        Sink(ReportSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(byte[] report) {
            count(CtapHidPacket.parse(report));
            byte[] sent = report;
            int times = 1;
            for (Fault fault : faults) {
                if (number == 0 || fault.number() != number) {
                    continue;
                }
                switch (fault.kind()) {
                    case DROP_REPORT -> times = 0;
                    case DOUBLE_REPORT -> times = 2;
                    case GARBLE_REPORT -> {
                        sent = sent.clone();
                        sent[WITHIN_DATA] ^= 1;
                    }
                    default -> throw new IllegalStateException(fault + " is not about reports");
                }
            }
            for (int i = 0; i < times; i++) {
                sink.accept(sent.clone());
            }
        }

        private void count(CtapHidPacket packet) {
            if (packet instanceof CtapHidPacket.Initialization first) {
                boolean answer =
                        first.command() == CtapHidCommand.CBOR.code() || first.command() == CtapHidCommand.MSG.code();
                number = answer ? 1 : 0;
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
