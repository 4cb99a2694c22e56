package dev.aikagi.harness.webauthn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cancels a ceremony that takes longer than the page allows. */
final class Deadline {
    private final CountDownLatch done = new CountDownLatch(1);

    private Deadline() {}

    static Deadline start(Duration limit, Runnable onExpiry) {
        Deadline deadline = new Deadline();
        Thread thread = new Thread(() -> deadline.watch(limit, onExpiry), "webauthn-deadline");
        thread.setDaemon(true);
        thread.start();
        return deadline;
    }

    private void watch(Duration limit, Runnable onExpiry) {
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                onExpiry.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ceremony ended in time. */
    void pass() {
        done.countDown();
    }
}
