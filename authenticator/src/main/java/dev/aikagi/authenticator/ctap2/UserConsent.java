package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;

/** Asks the user, and says in status codes what became of it. */
final class UserConsent {
    /** CTAP 2.1 §6.5.3.1 performBuiltInUv: a finger may miss twice before the command gives up. */
    private static final int ATTEMPTS = 3;

    private final Environment environment;

    UserConsent(Environment environment) {
        this.environment = environment;
    }

    /**
     * Built-in user verification.
     *
     * @throws CtapException CTAP2_ERR_INVALID_OPTION if nobody is enrolled, CTAP2_ERR_OPERATION_DENIED if the user
     *     was not recognised, CTAP2_ERR_USER_ACTION_TIMEOUT or CTAP2_ERR_KEEPALIVE_CANCEL
     */
    void verify(ConsentPrompt prompt, Transaction transaction) {
        if (!environment.verification().enrolled()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        Consent consent = Consent.REFUSED;
        for (int attempt = 0; attempt < ATTEMPTS && consent == Consent.REFUSED; attempt++) {
            consent = environment.verification().request(prompt, transaction);
        }
        require(consent);
    }

    /**
     * A test of user presence.
     *
     * @throws CtapException CTAP2_ERR_OPERATION_DENIED, CTAP2_ERR_USER_ACTION_TIMEOUT or CTAP2_ERR_KEEPALIVE_CANCEL
     */
    void touch(ConsentPrompt prompt, Transaction transaction) {
        require(environment.presence().request(prompt, transaction));
    }

    private static void require(Consent consent) {
        switch (consent) {
            case GRANTED -> {}
            case REFUSED -> throw new CtapException(CtapStatus.CTAP2_ERR_OPERATION_DENIED);
            case TIMED_OUT -> throw new CtapException(CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
            case CANCELLED -> throw new CtapException(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL);
        }
    }
}
