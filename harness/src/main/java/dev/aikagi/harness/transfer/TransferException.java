package dev.aikagi.harness.transfer;

/** A file of credentials that cannot be read; the message says what is wrong with it. */
public final class TransferException extends Exception {
    private static final long serialVersionUID = 1L;

    TransferException(String message) {
        super(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
