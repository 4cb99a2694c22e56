package dev.aikagi.harness.webauthn;

/** What {@code navigator.credentials} would reject its promise with: a DOMException's name, and why. */
public final class WebAuthnException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;

    WebAuthnException(String name, String message) {
        super(message);
        this.name = name;
    }

    WebAuthnException(String name, String message, Throwable cause) {
        super(message, cause);
        this.name = name;
    }

    /** {@code NotAllowedError}, {@code InvalidStateError}, {@code SecurityError}, … or {@code TypeError}. */
    public String name() {
        return name;
    }
}
