package dev.aikagi.authenticator.env;

import java.time.Duration;
import java.util.Optional;

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

    /**
     * Whether somebody is enrolled by other means than authenticatorBioEnrollment, as at a computer's own settings: the
     * {@code uv} option of authenticatorGetInfo is then true.
     */
    boolean enrolled();

    /** One attempt at recognising the user; {@link Consent#REFUSED} is a finger or face that did not match. */
    Consent request(ConsentPrompt prompt, Transaction transaction);

    /**
     * Takes one sample of a finger that is being enrolled. Unless told otherwise the user answers as to an attempt at
     * recognising them.
     *
     * @param patience how long the host wants it to be waited for, if it says
     */
    default FingerSample sample(ConsentPrompt prompt, Optional<Duration> patience, Transaction transaction) {
        return FingerSample.of(request(prompt, transaction));
    }
}
