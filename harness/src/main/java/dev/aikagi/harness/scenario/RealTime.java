package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time at a portal whose clock is not ours: it is waited for, up to 90 seconds. */
final class RealTime {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final CountDownLatch closed = new CountDownLatch(1);

    void pass(Duration time) throws IOException {
        if (time.compareTo(PATIENCE) > 0) {
            throw new IOException("the portal's clock is not ours, and " + time + " is too long to wait for");
        }
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the run was ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for time to pass", e);
        }
    }

    /** Ends every wait. */
    void close() {
        closed.countDown();
    }
}
