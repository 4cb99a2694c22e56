package dev.aikagi.harness.portal;

import java.io.IOException;

/** A portal could not be started; the message says what was tried, what came of it, and what to do. */
public final class PortalStartException extends IOException {
    private static final long serialVersionUID = 1L;

    public PortalStartException(String message) {
        super(message);
    }

    public PortalStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
