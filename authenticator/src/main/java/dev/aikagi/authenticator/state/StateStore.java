package dev.aikagi.authenticator.state;

import java.util.Optional;

/** Where a key keeps its state. One thread at a time uses it. */
public interface StateStore {
    /** The state, empty for a key that has never been powered up. */
    Optional<AuthenticatorState> read();

    /** Keeps a state; it is durable when this returns. */
    void write(AuthenticatorState state);

    /**
     * Makes changes here and in what is kept beside it, the credentials and their counter: where that is durable, all of
     * them become so at once, or none.
     */
    default void together(Runnable changes) {
        changes.run();
    }
}
