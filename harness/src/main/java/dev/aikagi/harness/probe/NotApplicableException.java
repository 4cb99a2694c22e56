package dev.aikagi.harness.probe;

/** The portal lacks what a probe needs; the message says what. */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotApplicableException(String reason) {
        super(reason);
    }
}
