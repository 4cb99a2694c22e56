package dev.aikagi.harness.probe;

/** Something stood in the way of an attempt, such as a throttle; the message says what. */
public final class InconclusiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InconclusiveException(String reason) {
        super(reason);
    }
}
