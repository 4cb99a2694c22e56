package dev.aikagi.ctapsim.usbip;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** Reports that wait for a transfer, or transfers that wait for a report; both in order. Safe for several threads. */
final class PendingTransfers {
    /** As the kernel's ring of a HID, many times: what is older is lost. */
    private static final int MOST_REPORTS = 4096;

    private final BiConsumer<Integer, Bytes> listener;
    private final Deque<Integer> transfers = new ArrayDeque<>();
    private final Deque<Bytes> reports = new ArrayDeque<>();

    /** {@code listener} is given each transfer with its report, one after another. */
    PendingTransfers(BiConsumer<Integer, Bytes> listener) {
        this.listener = listener;
    }

    synchronized void add(int seqnum) {
        transfers.add(seqnum);
        match();
    }

    synchronized void add(Bytes report) {
        if (reports.size() == MOST_REPORTS) {
            reports.remove();
        }
        reports.add(report);
        match();
    }

    /** Takes a transfer back; false if there is none such, mostly since it has got its report. */
    synchronized boolean remove(int seqnum) {
        return transfers.remove(seqnum);
    }

    private void match() {
        if (!transfers.isEmpty() && !reports.isEmpty()) {
            listener.accept(transfers.remove(), reports.remove());
        }
    }
}
