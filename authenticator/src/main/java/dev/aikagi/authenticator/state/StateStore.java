package dev.aikagi.authenticator.state;

import java.util.Optional;

/** Where a key keeps its state. One thread at a time uses it. */
public interface StateStore {
    /** The state, empty for a key that has never been powered up. */
    Optional<AuthenticatorState> read();

    /** Keeps a state; it is durable when this returns. */
    void write(AuthenticatorState state);
}
