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
     * @throws CtapException CTAP2_ERR_OPERATION_DENIED, CTAP2_ERR_USER_ACTION_TIMEOUT or CTAP2_ERR_KEEPALIVE_CANCEL
     */
    void touch(ConsentPrompt prompt, Transaction transaction) {
        require(environment.presence().request(prompt, transaction), CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
    }

    /** Likewise, where the specification wants another answer to a user who does not come. */
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
