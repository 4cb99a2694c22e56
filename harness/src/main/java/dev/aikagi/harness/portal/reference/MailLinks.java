package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The confirmation links that are out: each opens once, and not after its time. */
final class MailLinks {
    private final InstantSource clock;
    private final Tokens tokens;
    private final Duration validity;
    private final ConcurrentMap<String, MailConfirmation> byToken = new ConcurrentHashMap<>();

    MailLinks(InstantSource clock, Tokens tokens, Duration validity) {
        this.clock = clock;
        this.tokens = tokens;
        this.validity = validity;
    }

    MailConfirmation issue(String address) {
        Instant now = clock.instant();
        byToken.values().removeIf(c -> !c.validAt(now));
        MailConfirmation confirmation = new MailConfirmation(address, tokens.token(), now.plus(validity));
        byToken.put(confirmation.token(), confirmation);
        return confirmation;
    }

    void revoke(MailConfirmation confirmation) {
        byToken.remove(confirmation.token());
    }

    boolean isOpen(String token) {
        return find(token).isPresent();
    }

    /** Opens the link; false if it is unknown, used or too old. */
    boolean open(String token) {
        Optional<MailConfirmation> found = find(token);
        found.ifPresent(this::revoke);
        return found.filter(MailConfirmation::confirm).isPresent();
    }

    private Optional<MailConfirmation> find(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(c -> c.validAt(clock.instant()));
    }
}
