package dev.aikagi.authenticator.env;

import java.util.Optional;

/** The request being processed, as seen from inside the key: how to say that a user is awaited, whether to go on. */
public interface Transaction {
    /** Nobody is told, nothing cancels. */
    Transaction UNATTENDED = new Transaction() {
        @Override
        public void awaitingUser() {}

        @Override
        public void processing() {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** From now on the host is told that a user is awaited (CTAPHID_KEEPALIVE status UPNEEDED). */
    void awaitingUser();

    /** From now on the host is told that the key is working (CTAPHID_KEEPALIVE status PROCESSING). */
    void processing();

    /** What the request came over, as authenticatorGetInfo names transports; empty where nobody can say. */
    default Optional<String> transport() {
        return Optional.empty();
    }

    /** True once the host has cancelled (CTAPHID_CANCEL). May be asked from any thread. */
    boolean cancelled();
}
