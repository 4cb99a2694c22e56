package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.3: the credentials that still wait to be asked for, for 30 seconds after the last one was. */
final class RemainingAssertions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Deque<PublicKeyCredentialSource> waiting = new ArrayDeque<>();
    private Optional<Assertions.Terms> terms = Optional.empty();
    private Instant lastAsked = Instant.MIN;

    RemainingAssertions(InstantSource clock) {
        this.clock = clock;
    }

    void keep(Assertions.Terms agreed, List<PublicKeyCredentialSource> credentials) {
        forget();
        terms = Optional.of(agreed);
        waiting.addAll(credentials);
        lastAsked = clock.instant();
    }

    void forget() {
        waiting.clear();
        terms = Optional.empty();
    }

    /**
     * The credential whose turn it is.
     *
     * @throws CtapException CTAP2_ERR_NOT_ALLOWED if none waits, or it has waited too long
     */
    Next next() {
        boolean tooLate = clock.instant().isAfter(lastAsked.plus(PATIENCE));
        if (terms.isEmpty() || waiting.isEmpty() || tooLate) {
            forget();
            throw new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        }
        lastAsked = clock.instant();
        return new Next(waiting.remove(), terms.get());
    }

    record Next(PublicKeyCredentialSource credential, Assertions.Terms terms) {}
}
