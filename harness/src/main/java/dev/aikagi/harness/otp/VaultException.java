package dev.aikagi.harness.otp;

/** A vault that does not open, or an account that is not in it; the message says why. */
public final class VaultException extends Exception {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }
}
