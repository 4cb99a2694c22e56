package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Links in memory, by their tokens. */
final class OneTimeLinks implements MailLinks {
    private final InstantSource clock;
    private final Tokens tokens;
    private final Duration validity;
    private final ConcurrentMap<String, MailConfirmation> byToken = new ConcurrentHashMap<>();

    OneTimeLinks(InstantSource clock, Tokens tokens, Duration validity) {
        this.clock = clock;
        this.tokens = tokens;
        this.validity = validity;
    }

    @Override
    public MailConfirmation issue(String address) {
        Instant now = clock.instant();
        byToken.values().removeIf(c -> !c.validAt(now));
        MailConfirmation confirmation = new MailConfirmation(address, tokens.token(), now.plus(validity));
        byToken.put(confirmation.token(), confirmation);
        return confirmation;
    }

    @Override
    public void revoke(MailConfirmation confirmation) {
        byToken.remove(confirmation.token());
    }

    @Override
    public boolean isOpen(String token) {
        return find(token).isPresent();
    }

    @Override
    public boolean open(String token) {
        Optional<MailConfirmation> found = find(token);
        found.ifPresent(this::revoke);
        return found.filter(MailConfirmation::confirm).isPresent();
    }

    private Optional<MailConfirmation> find(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(c -> c.validAt(clock.instant()));
    }
}
