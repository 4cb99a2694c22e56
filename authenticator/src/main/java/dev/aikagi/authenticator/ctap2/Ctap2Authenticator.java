package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.Ctap2Command;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;

/** CTAP 2.1 §6: finds the command, and turns whatever stops it into a status byte. */
public final class Ctap2Authenticator {
    private final Key key;
    private final GetInfoCommand getInfo;
    private final MakeCredentialCommand makeCredential;
    private final GetAssertionCommand getAssertion;
    private final GetNextAssertionCommand getNextAssertion;
    private final ClientPinCommand clientPin;
    private final BioEnrollmentCommand bioEnrollment;
    private final CredentialManagementCommand credentialManagement;
    private final LargeBlobsCommand largeBlobs;
    private final ConfigCommand config;
    private final ResetCommand reset;
    private final SelectionCommand selection;
    private final RemainingAssertions remaining;

    public Ctap2Authenticator(AuthenticatorProfile profile, Environment environment) {
        key = new Key(profile, environment);
        remaining = new RemainingAssertions(environment.clock());
        getInfo = new GetInfoCommand(key);
        makeCredential = new MakeCredentialCommand(key);
        getAssertion = new GetAssertionCommand(key, remaining);
        getNextAssertion = new GetNextAssertionCommand(key, remaining);
        clientPin = new ClientPinCommand(key);
        bioEnrollment = new BioEnrollmentCommand(key);
        credentialManagement = new CredentialManagementCommand(key);
        largeBlobs = new LargeBlobsCommand(key);
        config = new ConfigCommand(key);
        reset = new ResetCommand(key);
        selection = new SelectionCommand(key);
    }

    /** As if unplugged and plugged in again. */
    public void poweredUp() {
        remaining.forget();
        bioEnrollment.forget();
        credentialManagement.forget();
        key.pinUvAuth().poweredUp();
        largeBlobs.poweredUp();
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
        Ctap2Command command = command(request);
        endSequences(command);
        Bytes parameters = request.slice(1, request.size());
        return switch (command) {
            case GET_INFO -> getInfo.process(parameters);
            case MAKE_CREDENTIAL -> makeCredential.process(parameters, transaction);
            case GET_ASSERTION -> getAssertion.process(parameters, transaction);
            case GET_NEXT_ASSERTION -> getNextAssertion.process();
            case CLIENT_PIN -> clientPin.process(parameters, transaction);
            case BIO_ENROLLMENT, BIO_ENROLLMENT_PREVIEW -> bioEnrollment.process(parameters, transaction);
            case CREDENTIAL_MANAGEMENT -> credentialManagement.process(parameters, false);
            case CREDENTIAL_MANAGEMENT_PREVIEW -> credentialManagement.process(parameters, true);
            case LARGE_BLOBS -> largeBlobs.process(parameters);
            case CONFIG -> config.process(parameters);
            case RESET -> reset(transaction);
            case SELECTION -> selection.process(transaction);
        };
    }

    private Bytes reset(Transaction transaction) {
        Bytes answer = reset.process(transaction);
        bioEnrollment.forget();
        largeBlobs.poweredUp();
        return answer;
    }

    private Ctap2Command command(Bytes request) {
        if (request.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        if (request.size() > key.limits().maxMsgSize()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_REQUEST_TOO_LARGE);
        }
        Ctap2Command command = Ctap2Command.of(request.at(0));
        requireKnown(command);
        return command;
    }

    /** What was begun is over when another command comes in between, CTAP 2.1 §6. */
    private void endSequences(Ctap2Command command) {
        if (command != Ctap2Command.GET_NEXT_ASSERTION) {
            remaining.forget();
        }
        if (command != Ctap2Command.CREDENTIAL_MANAGEMENT && command != Ctap2Command.CREDENTIAL_MANAGEMENT_PREVIEW) {
            credentialManagement.forget();
        }
    }

    /** A command that the profile has not is none. */
    private void requireKnown(Ctap2Command command) {
        boolean known = switch (command) {
            case CLIENT_PIN -> key.has(Feature.CLIENT_PIN);
            case BIO_ENROLLMENT, BIO_ENROLLMENT_PREVIEW -> key.has(Feature.BIO_ENROLLMENT);
            case CREDENTIAL_MANAGEMENT, CREDENTIAL_MANAGEMENT_PREVIEW -> key.has(Feature.CREDENTIAL_MANAGEMENT);
            case LARGE_BLOBS -> key.has(Feature.LARGE_BLOBS);
            case CONFIG -> key.has(Feature.CONFIG);
            default -> true;
        };
        if (!known || !key.profile().speaksCtap2()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_COMMAND);
        }
    }

    private static Bytes status(CtapStatus status) {
        return Bytes.of(status.code());
    }
}
