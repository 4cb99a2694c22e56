package dev.aikagi.authenticator.state;

import java.util.Optional;

/** A state that lasts as long as its key. */
public final class MemoryStateStore implements StateStore {
    private Optional<AuthenticatorState> kept = Optional.empty();

    @Override
    public Optional<AuthenticatorState> read() {
        return kept;
    }

    @Override
    public void write(AuthenticatorState state) {
        kept = Optional.of(state);
    }
}
