package dev.aikagi.authenticator.message;

/** A request ends with a status other than CTAP2_OK; one place turns this into the status byte. */
public final class CtapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CtapStatus status;

    public CtapException(CtapStatus status) {
        super(status.name(), null, false, false);
        this.status = status;
    }

    public CtapStatus status() {
        return status;
    }
}
