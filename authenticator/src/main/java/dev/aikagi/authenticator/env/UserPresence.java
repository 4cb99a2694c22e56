package dev.aikagi.authenticator.env;

/** The test of user presence: a touch, a button, a card laid on a reader. */
@FunctionalInterface
public interface UserPresence {
    /** Every touch is given at once. */
    UserPresence ALWAYS = (prompt, transaction) -> Consent.GRANTED;

    /** Asks for a touch and returns when it is decided; while it waits it watches {@link Transaction#cancelled()}. */
    Consent request(ConsentPrompt prompt, Transaction transaction);
}
