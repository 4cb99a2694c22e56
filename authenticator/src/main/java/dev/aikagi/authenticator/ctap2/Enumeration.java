package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** CTAP 2.1 §6 stateful commands: what still waits to be asked for, for 30 seconds after the last one was. */
final class Enumeration<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Deque<T> waiting = new ArrayDeque<>();
    private Instant lastAsked = Instant.MIN;

    Enumeration(InstantSource clock) {
        this.clock = clock;
    }

    /** Begins anew with all but the first, which is the answer to who began it. */
    T begin(List<T> all) {
        waiting.clear();
        waiting.addAll(all);
        lastAsked = clock.instant();
        return waiting.remove();
    }

    void forget() {
        waiting.clear();
    }

    /**
     * The one whose turn it is.
     *
     * @throws CtapException CTAP2_ERR_NOT_ALLOWED if none waits, or it has waited too long
     */
    T next() {
        if (waiting.isEmpty() || clock.instant().isAfter(lastAsked.plus(PATIENCE))) {
            forget();
            throw new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        }
        lastAsked = clock.instant();
        return waiting.remove();
    }
}
