package dev.aikagi.harness.decode;

/** Something that is not of the kind, or of no kind, that can be decoded; the message says what was tried and why not. */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    DecodeException(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
