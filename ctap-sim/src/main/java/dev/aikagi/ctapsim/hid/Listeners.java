package dev.aikagi.ctapsim.hid;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who has the device open: each is given every report, and none can break it for the others. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<ReportSink> sinks = new CopyOnWriteArrayList<>();

    void add(ReportSink sink) {
        sinks.add(sink);
    }

    void remove(ReportSink sink) {
        sinks.remove(sink);
    }

    void send(CtapHidMessage message) {
        for (byte[] report : message.toReports()) {
            sinks.removeIf(sink -> !takes(sink, report.clone()));
        }
    }

    void close() {
        sinks.forEach(ReportSink::closed);
        sinks.clear();
    }

    private static boolean takes(ReportSink sink, byte[] report) {
        try {
            sink.accept(report);
            return true;
        } catch (RuntimeException e) {
            LOG.error("a sink threw and is no longer listened to", e);
            return false;
        }
    }
}
