package dev.aikagi.authenticator.env;

/** Built-in user verification: a finger or a face, never a PIN. */
public interface UserVerification {
    /** No sensor, or nobody enrolled on it. */
    UserVerification NONE = new UserVerification() {
        @Override
        public boolean enrolled() {
            return false;
        }

        @Override
        public Consent request(ConsentPrompt prompt, Transaction transaction) {
            return Consent.REFUSED;
        }
    };

    /** Every user is recognised at once. */
    UserVerification ALWAYS = new UserVerification() {
        @Override
        public boolean enrolled() {
            return true;
        }

        @Override
        public Consent request(ConsentPrompt prompt, Transaction transaction) {
            return Consent.GRANTED;
        }
    };

    /** Whether somebody is enrolled: the {@code uv} option of authenticatorGetInfo is present and true. */
    boolean enrolled();

    /** One attempt at recognising the user; {@link Consent#REFUSED} is a finger or face that did not match. */
    Consent request(ConsentPrompt prompt, Transaction transaction);
}
