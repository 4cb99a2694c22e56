package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Lets so many guesses through, then none until a pause is over. */
final class PausingThrottle implements Throttle {
    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final int failures;
    private final Duration pause;
    private final ConcurrentMap<String, Attempts> attempts = new ConcurrentHashMap<>();

    PausingThrottle(InstantSource clock, Limits limits) {
        this.clock = clock;
        this.failures = limits.failures();
        this.pause = limits.throttled();
    }

    private record Attempts(int count, Instant last) {}

    @Override
    public boolean admits(String key) {
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

    @Override
    public void clear(String key) {
        attempts.remove(key);
    }

    @Override
    public long pauseSeconds() {
        return pause.toSeconds();
    }
}
