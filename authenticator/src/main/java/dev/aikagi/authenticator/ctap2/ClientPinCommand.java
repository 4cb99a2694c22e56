package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.ClientPinRequest;
import dev.aikagi.authenticator.message.ClientPinResponse;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.pin.ClientPin;
import dev.aikagi.authenticator.pin.Permission;
import dev.aikagi.authenticator.pin.PinUvAuthProtocol;
import dev.aikagi.authenticator.pin.SharedSecret;
import java.util.Optional;

/**
 * CTAP 2.3 §6.5.5 authenticatorClientPIN (0x06). The steps are the specification's, numbered in each subcommand; those that ask
 * for consent on a display are left out, as there is none.
 */
final class ClientPinCommand {
    private static final long DEFAULT_PERMISSIONS = Permission.MAKE_CREDENTIAL.bit() | Permission.GET_ASSERTION.bit();

    private final Key key;
    private final PinUvAuth pinUvAuth;
    private final ClientPin pin;
    private final Permissions permissions;

    ClientPinCommand(Key key) {
        this.key = key;
        this.pinUvAuth = key.pinUvAuth();
        this.pin = pinUvAuth.pin();
        this.permissions = new Permissions(key);
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        ClientPinRequest request = ClientPinRequest.decode(parameters);
        return switch (SubCommand.of(request.subCommand())) {
            case GET_PIN_RETRIES -> ClientPinResponse.pinRetries(pin.state().retries(), pin.powerCycleNeeded());
            case GET_KEY_AGREEMENT ->
                ClientPinResponse.keyAgreement(
                        pinUvAuth.protocol(request.protocol()).publicKey());
            case SET_PIN -> setPin(request);
            case CHANGE_PIN -> changePin(request);
            case GET_PIN_TOKEN -> getPinToken(request);
            case GET_TOKEN_USING_UV -> getTokenUsingUv(request, transaction);
            case GET_UV_RETRIES -> getUvRetries();
            case GET_TOKEN_USING_PIN -> getTokenUsingPin(request);
        };
    }

    /** §6.5.5.5. */
    private Bytes setPin(ClientPinRequest request) {
        Bytes newPinEnc = request.newPinEnc(); // Step 1
        Bytes param = request.pinUvAuthParam();
        Agreed agreed = new Agreed(request); // Steps 1 and 2
        PinUvAuth.require(!pin.state().set()); // Step 3
        SharedSecret secret = agreed.secret(); // Step 4
        PinUvAuth.require(secret.verifies(newPinEnc, param)); // Step 5
        pin.set(secret, newPinEnc); // Steps 6 to 12
        return Bytes.EMPTY;
    }

    /** §6.5.5.6. */
    private Bytes changePin(ClientPinRequest request) {
        Bytes newPinEnc = request.newPinEnc(); // Step 1
        Bytes pinHashEnc = request.pinHashEnc();
        Bytes param = request.pinUvAuthParam();
        Agreed agreed = new Agreed(request); // Steps 1 and 2
        pin.requireAttempt(); // Step 3
        SharedSecret secret = agreed.secret(); // Step 4
        PinUvAuth.require(secret.verifies(Bytes.concat(newPinEnc, pinHashEnc), param)); // Step 5
        pin.check(agreed.protocol, secret, pinHashEnc); // Steps 6 to 8
        key.state().together(() -> {
            pin.set(secret, newPinEnc); // Steps 9 to 18
            key.state().endPersistentToken(); // Step 20
        });
        pinUvAuth.endTokens(); // Step 19
        return Bytes.EMPTY;
    }

    /** §6.5.5.7.1, superseded: a token for mc and ga at any one relying party. */
    private Bytes getPinToken(ClientPinRequest request) {
        Bytes pinHashEnc = request.pinHashEnc(); // Step 1
        Agreed agreed = new Agreed(request); // Steps 1 and 2
        if (request.restricted()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER); // Steps 3 and 4
        }
        SharedSecret secret = checkPin(agreed, pinHashEnc); // Steps 5 to 10
        refuseOldPin(CtapStatus.CTAP2_ERR_PIN_INVALID); // Step 11
        long granted = key.pinServesCredentials() ? DEFAULT_PERMISSIONS : 0;
        return token(agreed, secret, new PinUvAuth.Grant(false, granted, Optional.empty())); // Steps 12 to 15
    }

    /** §6.5.5.7.2. */
    private Bytes getTokenUsingPin(ClientPinRequest request) {
        Bytes pinHashEnc = request.pinHashEnc(); // Step 1
        long asked = asked(request);
        Agreed agreed = new Agreed(request); // Steps 1 and 2
        permissions.require(asked, false); // Steps 3 and 4
        SharedSecret secret = checkPin(agreed, pinHashEnc); // Steps 5 to 10
        refuseOldPin(CtapStatus.CTAP2_ERR_PIN_POLICY_VIOLATION); // Step 11
        return token(agreed, secret, new PinUvAuth.Grant(false, asked, request.rpId())); // Steps 12 to 17
    }

    /** §6.5.5.7.3. Only where there is a sensor; its steps say nothing of a platform's key that is none. */
    private Bytes getTokenUsingUv(ClientPinRequest request, Transaction transaction) {
        requireSensor();
        long asked = asked(request); // Step 1
        Agreed agreed = new Agreed(request); // Steps 1 and 2
        permissions.require(asked, true); // Steps 3 and 4
        requireBuiltInUv(); // Steps 5 to 7
        SharedSecret secret = agreed.secret();
        ConsentPrompt prompt = new ConsentPrompt(
                ConsentPrompt.Purpose.VERIFICATION, request.rpId().orElse(""), "");
        requireVerified(key.builtInUv().perform(1, prompt, transaction)); // Steps 9 and 10
        return token(agreed, secret, new PinUvAuth.Grant(true, asked, request.rpId())); // Steps 11 to 16
    }

    /** §6.5.5.3. */
    private Bytes getUvRetries() {
        requireSensor();
        return ClientPinResponse.uvRetries(pin.state().uvRetries());
    }

    /** The permissions that are asked for; for mc and ga a relying party has to be named. */
    private static long asked(ClientPinRequest request) {
        long asked = request.permissions();
        boolean credentials = Permission.MAKE_CREDENTIAL.in(asked) || Permission.GET_ASSERTION.in(asked);
        if (credentials && request.rpId().isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_MISSING_PARAMETER);
        }
        return asked;
    }

    private void requireSensor() {
        if (key.profile().sensor().isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_SUBCOMMAND);
        }
    }

    private SharedSecret checkPin(Agreed agreed, Bytes pinHashEnc) {
        pin.requireAttempt();
        SharedSecret secret = agreed.secret();
        pin.check(agreed.protocol, secret, pinHashEnc);
        return secret;
    }

    private void refuseOldPin(CtapStatus status) {
        if (pin.state().forceChange()) {
            throw new CtapException(status);
        }
    }

    private Bytes token(Agreed agreed, SharedSecret secret, PinUvAuth.Grant grant) {
        return ClientPinResponse.token(pinUvAuth.beginToken(agreed.protocol, secret, grant));
    }

    private void requireBuiltInUv() {
        if (!key.builtInUv().enabled()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        }
        if (key.builtInUv().blocked()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_UV_BLOCKED);
        }
    }

    private void requireVerified(Consent consent) {
        switch (consent) {
            case GRANTED -> {}
            case TIMED_OUT -> throw new CtapException(CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
            case CANCELLED -> throw new CtapException(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL);
            case REFUSED ->
                throw new CtapException(
                        key.builtInUv().blocked() ? CtapStatus.CTAP2_ERR_UV_BLOCKED : CtapStatus.CTAP2_ERR_UV_INVALID);
        }
    }

    /** The protocol that was asked for and the platform's half of an agreement; both are needed. */
    private final class Agreed {
        private final CborValue.Map platformKey;
        private final PinUvAuthProtocol protocol;

        Agreed(ClientPinRequest request) {
            platformKey = request.keyAgreement();
            protocol = pinUvAuth.protocol(request.protocol());
        }

        /** CTAP1_ERR_INVALID_PARAMETER where the platform's key is none. */
        SharedSecret secret() {
            return protocol.decapsulate(platformKey)
                    .orElseThrow(() -> new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER));
        }
    }

    private enum SubCommand {
        GET_PIN_RETRIES(0x01),
        GET_KEY_AGREEMENT(0x02),
        SET_PIN(0x03),
        CHANGE_PIN(0x04),
        GET_PIN_TOKEN(0x05),
        GET_TOKEN_USING_UV(0x06),
        GET_UV_RETRIES(0x07),
        GET_TOKEN_USING_PIN(0x09);

        private final long code;

        SubCommand(long code) {
            this.code = code;
        }

        static SubCommand of(long code) {
            for (SubCommand subCommand : values()) {
                if (subCommand.code == code) {
                    return subCommand;
                }
            }
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_SUBCOMMAND);
        }
    }
}
