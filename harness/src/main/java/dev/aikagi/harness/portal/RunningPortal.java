package dev.aikagi.harness.portal;

import java.net.URI;

/** A portal that answers, and whose operator we are. */
public interface RunningPortal extends AutoCloseable {
    /** Where it answers, without a trailing slash. Its origin is what passkeys are bound to. */
    URI baseUri();

    /** Enters a person who has never signed in. */
    void addAccount(Account account);

    @Override
    void close();
}
