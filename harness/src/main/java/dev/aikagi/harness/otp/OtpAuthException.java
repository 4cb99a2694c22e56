package dev.aikagi.harness.otp;

/** An otpauth URI, a typed key or a picture that no authenticator app could take; the message says why. */
public final class OtpAuthException extends Exception {
    private static final long serialVersionUID = 1L;

    OtpAuthException(String message) {
        super(message);
    }
}
