package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Slows down guessing, per account and kind of secret, whether the account exists or not. */
final class Throttle {
    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final int failures;
    private final Duration pause;
    private final ConcurrentMap<String, Attempts> attempts = new ConcurrentHashMap<>();

    Throttle(InstantSource clock, Limits limits) {
        this.clock = clock;
        this.failures = limits.failures();
        this.pause = limits.throttled();
    }

    private record Attempts(int count, Instant last) {}

    /**
     * Counts an attempt before it is judged, so that many at the same time cannot slip through.
     *
     * @return whether it may be judged at all
     */
    boolean admits(String key) {
        Instant now = clock.instant();
        if (attempts.size() > MANY) {
            attempts.values().removeIf(a -> !now.isBefore(a.last.plus(pause)));
        }
        boolean[] admitted = {false};
        attempts.compute(key, (k, before) -> {
            boolean fresh = before == null || !now.isBefore(before.last.plus(pause));
            if (!fresh && before.count >= failures) {
                return before;
            }
            admitted[0] = true;
            return new Attempts(fresh ? 1 : before.count + 1, now);
        });
        return admitted[0];
    }

    /** Forgets the failures after a success. */
    void clear(String key) {
        attempts.remove(key);
    }

    long pauseSeconds() {
        return pause.toSeconds();
    }
}
