package dev.aikagi.keycloak;

import java.time.Duration;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * At most so many attempts within a time, for each key. Every attempt takes a slot that frees itself; taking one is atomic
 * in the whole cluster, which reading a counter and writing it back is not.
 */
final class Throttle {
    private final SingleUseObjectProvider slots;
    private final int attempts;
    private final Duration window;

    Throttle(SingleUseObjectProvider slots, int attempts, Duration window) {
        this.slots = slots;
        this.attempts = attempts;
        this.window = window;
    }

    /** Takes a slot before the attempt is judged; false if none is free. */
    boolean admits(String key) {
        for (int i = 0; i < attempts; i++) {
            if (slots.putIfAbsent(slot(key, i), window.toSeconds())) {
                return true;
            }
        }
        return false;
    }

    /** Frees all slots after a success. */
    void clear(String key) {
        for (int i = 0; i < attempts; i++) {
            slots.remove(slot(key, i));
        }
    }

    private static String slot(String key, int number) {
        return "aikagi." + key + "." + number;
    }
}
