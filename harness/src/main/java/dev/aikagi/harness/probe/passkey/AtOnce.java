package dev.aikagi.harness.probe.passkey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests that are under way at the same time. */
final class AtOnce {
    private static final int LIMIT_SECONDS = 30;

    private AtOnce() {}

    /**
     * Does them all, each in a thread of its own.
     *
     * @throws IOException if one of them fails or takes too long
     */
    static <T> List<T> all(List<Callable<T>> deeds) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(deeds.size());
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(deeds)) {
                done.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while two requests were under way", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("one of two requests failed: " + e.getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
