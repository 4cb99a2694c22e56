package dev.aikagi.harness.pcsc;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes do, which can only be looked at. */
final class Patience {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {}

    static void until(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " did not come within 20 s");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException(what);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }
}
