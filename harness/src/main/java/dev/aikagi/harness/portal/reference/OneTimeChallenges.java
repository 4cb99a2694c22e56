package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One challenge of 256 bits a session, for as long as the options say. */
final class OneTimeChallenges implements Challenges {
    private static final Duration VALIDITY = Duration.ofMillis(WebAuthnJson.TIMEOUT_MILLIS);

    private final Tokens tokens;
    private final InstantSource clock;

    OneTimeChallenges(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Bytes issue(Session session) {
        Bytes value = Bytes.of(tokens.bytes(32));
        session.challenge(new Session.Challenge(value, clock.instant()));
        return value;
    }

    @Override
    public Optional<Bytes> expected(Session session, Bytes answered) {
        return session.challenge()
                .filter(challenge -> clock.instant().isBefore(challenge.issued().plus(VALIDITY)))
                .map(Session.Challenge::value)
                .filter(answered::equals);
    }

    @Override
    public void spend(Session session) {
        session.challenge(null);
    }
}
