package dev.aikagi.harness.portal;

import java.io.IOException;
import java.net.URI;

/** A portal that answers, and whose operator we are. */
public interface RunningPortal extends AutoCloseable {
    /** Where it answers, without a trailing slash. Its origin is what passkeys are bound to. */
    URI baseUri();

    /**
     * Enters a person who has never signed in.
     *
     * @throws IOException if the portal cannot be told
     */
    void addAccount(Account account) throws IOException;

    @Override
    void close();
}
