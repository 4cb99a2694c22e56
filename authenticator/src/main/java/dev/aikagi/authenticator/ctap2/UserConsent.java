package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;

/** Asks the user for a touch, and says in status codes what became of it. */
final class UserConsent {
    private final Environment environment;

    UserConsent(Environment environment) {
        this.environment = environment;
    }

    /**
     * A test of user presence.
     *
     * @param late what a user who does not come is answered: the specification has three words for it
     * @throws CtapException {@code late}, CTAP2_ERR_OPERATION_DENIED or CTAP2_ERR_KEEPALIVE_CANCEL
     */
    void touch(ConsentPrompt prompt, Transaction transaction, CtapStatus late) {
        require(environment.presence().request(prompt, transaction), late);
    }

    private static void require(Consent consent, CtapStatus late) {
        switch (consent) {
            case GRANTED -> {}
            case REFUSED -> throw new CtapException(CtapStatus.CTAP2_ERR_OPERATION_DENIED);
            case TIMED_OUT -> throw new CtapException(late);
            case CANCELLED -> throw new CtapException(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL);
        }
    }
}
