package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.Ctap2Command;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;

/** CTAP 2.1 §6: finds the command, and turns whatever stops it into a status byte. */
public final class Ctap2Authenticator {
    private final GetInfoCommand getInfo;
    private final MakeCredentialCommand makeCredential;
    private final GetAssertionCommand getAssertion;
    private final GetNextAssertionCommand getNextAssertion;
    private final ResetCommand reset;
    private final SelectionCommand selection;
    private final RemainingAssertions remaining;

    public Ctap2Authenticator(AuthenticatorProfile profile, Environment environment) {
        remaining = new RemainingAssertions(environment.clock());
        getInfo = new GetInfoCommand(profile, environment);
        makeCredential = new MakeCredentialCommand(profile, environment);
        getAssertion = new GetAssertionCommand(profile, environment, remaining);
        getNextAssertion = new GetNextAssertionCommand(profile, environment, remaining);
        reset = new ResetCommand(environment);
        selection = new SelectionCommand(environment);
    }

    /** As if unplugged and plugged in again. */
    public void poweredUp() {
        remaining.forget();
        reset.poweredUp();
    }

    /**
     * Answers a request.
     *
     * @param request command byte and parameters
     * @return status byte and, where it is CTAP2_OK, the response
     */
    public Bytes process(Bytes request, Transaction transaction) {
        try {
            return Bytes.concat(status(CtapStatus.CTAP2_OK), dispatch(request, transaction));
        } catch (CtapException e) {
            return status(e.status());
        } catch (CborException e) {
            return status(CtapStatus.CTAP2_ERR_INVALID_CBOR);
        }
    }

    private Bytes dispatch(Bytes request, Transaction transaction) {
        if (request.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        if (request.size() > Limits.MAX_MSG_SIZE) {
            throw new CtapException(CtapStatus.CTAP2_ERR_LIMIT_EXCEEDED);
        }
        Ctap2Command command = Ctap2Command.of(request.at(0));
        if (command != Ctap2Command.GET_NEXT_ASSERTION) {
            remaining.forget();
        }
        Bytes parameters = request.slice(1, request.size());
        return switch (command) {
            case GET_INFO -> getInfo.process(parameters);
            case MAKE_CREDENTIAL -> makeCredential.process(parameters, transaction);
            case GET_ASSERTION -> getAssertion.process(parameters, transaction);
            case GET_NEXT_ASSERTION -> getNextAssertion.process();
            case RESET -> reset.process(transaction);
            case SELECTION -> selection.process(transaction);
        };
    }

    private static Bytes status(CtapStatus status) {
        return Bytes.of(status.code());
    }
}
