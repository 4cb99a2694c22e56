package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.env.Transaction;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A command that begins late. */
final class Delay {
    private static final long GLANCE_MILLIS = 10;

    private Delay() {}

    /** Waits as long as the fault says, if it is one of time, or until the command is cancelled. */
    static void of(Fault fault, Transaction transaction) {
        if (fault.kind() != FaultKind.LATE) {
            return;
        }
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fault.number());
        try {
            while (!transaction.cancelled() && System.nanoTime() < end) {
                if (never.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
