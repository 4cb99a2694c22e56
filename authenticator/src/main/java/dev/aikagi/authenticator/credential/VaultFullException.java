package dev.aikagi.authenticator.credential;

/** There is no room for another private key. */
public final class VaultFullException extends Exception {
    private static final long serialVersionUID = 1L;

    public VaultFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
