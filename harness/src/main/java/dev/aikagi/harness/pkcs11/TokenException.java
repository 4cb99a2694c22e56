package dev.aikagi.harness.pkcs11;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A token that cannot be used; the message says which and why. */
public final class TokenException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The JDK tells return values by their names, and its exceptions for them are its own affair. */
    private static final Pattern RETURN_VALUE = Pattern.compile("CKR_[A-Z_]+");

    TokenException(String message) {
        super(message);
    }

    private TokenException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong with a token, in the words of PKCS#11 v2.40 §5.1 or of whoever failed first. */
    static TokenException of(String token, Throwable failure) {
        String reason = reason(failure);
        return new TokenException(
                switch (reason) {
                    case "CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE" ->
                        "the PIN is not that of " + token + ": too many wrong ones lock a token";
                    case "CKR_PIN_LOCKED" ->
                        "the PIN of " + token + " is locked: its security officer can set a new one";
                    case "CKR_SLOT_ID_INVALID",
                            "CKR_TOKEN_NOT_PRESENT",
                            "CKR_TOKEN_NOT_RECOGNIZED",
                            "CKR_DEVICE_REMOVED" -> "there is no token at " + token + " (" + reason + ")";
                    default -> token + " cannot be used: " + reason;
                },
                failure);
    }

    /** Whether a token has failed because it is full. */
    static boolean saysFull(Throwable failure) {
        return reason(failure).equals("CKR_DEVICE_MEMORY");
    }

    /** The return value that is named, else what the first cause says. */
    private static String reason(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher named = RETURN_VALUE.matcher(String.valueOf(cause.getMessage()));
            if (named.find()) {
                return named.group();
            }
            said = cause.getMessage() == null ? said : cause.getMessage();
        }
        return said;
    }
}
