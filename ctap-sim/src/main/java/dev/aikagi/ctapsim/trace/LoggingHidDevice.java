package dev.aikagi.ctapsim.trace;

import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;

/** Writes every report down, once, before it goes on. */
public final class LoggingHidDevice implements HidDevice {
    private final HidDevice device;
    private final HidTracer tracer;

    /** Listens to the device from now on, ahead of those who will. */
    public LoggingHidDevice(HidDevice device, FrameLog log) {
        this.device = device;
        this.tracer = new HidTracer(log);
        device.listen(tracer::fromKey);
    }

    @Override
    public void receive(byte[] report) {
        tracer.toKey(report);
        device.receive(report);
    }

    @Override
    public void listen(ReportSink sink) {
        device.listen(sink);
    }

    @Override
    public void unlisten(ReportSink sink) {
        device.unlisten(sink);
    }

    @Override
    public void powerUp() {
        device.powerUp();
    }

    @Override
    public void close() {
        device.close();
    }
}
