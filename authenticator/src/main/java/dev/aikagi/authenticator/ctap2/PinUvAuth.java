package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.PinUvAuthParam;
import dev.aikagi.authenticator.pin.ClientPin;
import dev.aikagi.authenticator.pin.Permission;
import dev.aikagi.authenticator.pin.PinUvAuthProtocol;
import dev.aikagi.authenticator.pin.PinUvAuthToken;
import dev.aikagi.authenticator.pin.SharedSecret;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.5: the PIN of a key, its two protocols, and the pinUvAuthToken that commands are authorised with. */
final class PinUvAuth {
    /** The preferred one first. */
    private final List<PinUvAuthProtocol> protocols;

    private final PinUvAuthToken token;
    private final ClientPin pin;
    private final KeptState state;
    private final UserConsent consent;

    PinUvAuth(Environment environment, KeptState state, UserConsent consent) {
        protocols = List.of(PinUvAuthProtocol.two(environment.random()), PinUvAuthProtocol.one(environment.random()));
        token = new PinUvAuthToken(environment.clock());
        pin = new ClientPin(state);
        this.state = state;
        this.consent = consent;
    }

    ClientPin pin() {
        return pin;
    }

    PinUvAuthToken token() {
        return token;
    }

    List<Integer> protocolNumbers() {
        return protocols.stream().map(PinUvAuthProtocol::number).toList();
    }

    /** CTAP1_ERR_INVALID_PARAMETER where there is none of that number. */
    PinUvAuthProtocol protocol(long number) {
        return protocols.stream()
                .filter(protocol -> protocol.number() == number)
                .findFirst()
                .orElseThrow(() -> new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER));
    }

    /** §6.5.5.1: new keys to agree with, new tokens, three new attempts at the PIN. */
    void poweredUp() {
        protocols.forEach(PinUvAuthProtocol::regenerate);
        endTokens();
        pin.poweredUp();
    }

    /** §6.5.4 resetPinUvAuthToken for all protocols: who had one has none now. */
    void endTokens() {
        protocols.forEach(PinUvAuthProtocol::resetToken);
        token.stop();
    }

    /** A token for the platform that the secret is shared with: a new one, or that which outlasts power. */
    Bytes beginToken(PinUvAuthProtocol protocol, SharedSecret platform, Grant grant) {
        if (Permission.PERSISTENT_CREDENTIAL_MANAGEMENT.in(grant.permissions())) {
            return state.persistentToken().encryptedFor(platform);
        }
        endTokens();
        token.begin(grant.userPresent(), grant.permissions(), grant.rpId());
        return protocol.tokenFor(platform);
    }

    /** What a token is given for. */
    record Grant(boolean userPresent, long permissions, Optional<String> rpId) {}

    /** §6.1.2 and §6.2.2, step 1: a parameter of zero length asks for nothing but a touch. */
    void answerProbe(Optional<PinUvAuthParam> param, ConsentPrompt prompt, Transaction transaction) {
        if (param.isPresent() && param.get().param().isEmpty()) {
            consent.touch(prompt, transaction, CtapStatus.CTAP2_ERR_OPERATION_DENIED);
            throw new CtapException(
                    pin.state().set() ? CtapStatus.CTAP2_ERR_PIN_INVALID : CtapStatus.CTAP2_ERR_PIN_NOT_SET);
        }
    }

    /** §6.1.2 and §6.2.2, step 2. */
    void requireProtocol(Optional<PinUvAuthParam> param) {
        param.ifPresent(this::protocolOf);
    }

    private PinUvAuthProtocol protocolOf(PinUvAuthParam param) {
        return protocol(param.protocol().orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_MISSING_PARAMETER)));
    }

    /** The parameter of a command that takes one; CTAP2_ERR_PUAT_REQUIRED. */
    static PinUvAuthParam needed(Optional<PinUvAuthParam> param) {
        return param.orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_PUAT_REQUIRED));
    }

    /**
     * §6.5.4 verify, then the permission.
     *
     * @throws CtapException CTAP2_ERR_MISSING_PARAMETER or CTAP1_ERR_INVALID_PARAMETER if it names no protocol, or one
     *     that there is not; CTAP2_ERR_PIN_AUTH_INVALID if it was not made of the message with the token in use, or the
     *     token is not good for that
     */
    void authorize(PinUvAuthParam param, Bytes message, Permission permission) {
        PinUvAuthProtocol protocol = protocolOf(param);
        require(token.inUse() && protocol.verifies(message, param.param()));
        token.use();
        require(token.permits(permission));
    }

    /** Whether the parameter was made of the message with the token that outlasts power, CTAP 2.2 §6.8.1. */
    boolean authorizedPersistently(PinUvAuthParam param, Bytes message) {
        return state.persistentToken().verifies(protocolOf(param), message, param.param());
    }

    /** Likewise for a credential: the user is still known, and the token is, or becomes, the relying party's. */
    void authorizeCredential(PinUvAuthParam param, Bytes clientDataHash, Permission permission, String rpId) {
        authorize(param, clientDataHash, permission);
        require(token.userVerified());
        requireRpId(rpId);
        token.bind(rpId);
    }

    /** A token that is bound to a relying party is no good for another's. */
    private void requireRpId(String rpId) {
        require(token.rpId().filter(bound -> !bound.equals(rpId)).isEmpty());
    }

    static void require(boolean right) {
        if (!right) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_AUTH_INVALID);
        }
    }
}
