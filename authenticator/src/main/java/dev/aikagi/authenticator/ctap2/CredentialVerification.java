package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserVerificationMethod;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.PinUvAuthParam;
import dev.aikagi.authenticator.message.RequestOptions;
import dev.aikagi.authenticator.pin.Permission;
import java.util.Optional;

/** What makeCredential and getAssertion do alike about the user: CTAP 2.1 §6.1.2 and §6.2.2. */
final class CredentialVerification {
    private final Key key;

    CredentialVerification(Key key) {
        this.key = key;
    }

    /** One request, as far as the user is concerned. */
    record Asked(
            Permission permission,
            String rpId,
            Bytes clientDataHash,
            Optional<PinUvAuthParam> pinUvAuth,
            ConsentPrompt prompt) {}

    /**
     * What has been found out about the user.
     *
     * @param present by the finger that verified them; a token's touch is asked for when it is needed
     * @param method by which they were verified, if at all
     */
    record User(boolean present, UserVerificationMethod method) {
        boolean verified() {
            return method.verifies();
        }

        /** Likewise, and touched where the request took a touch. */
        User touched(boolean up) {
            boolean touched = up || present;
            return new User(touched, touched || verified() ? method : UserVerificationMethod.NONE);
        }
    }

    /** Steps 1 and 2. Without a PIN there is nothing to probe for, and no protocol is supported. */
    void requireParam(Asked asked, Transaction transaction) {
        boolean able = key.has(Feature.CLIENT_PIN);
        if (able) {
            key.pinUvAuth().answerProbe(asked.pinUvAuth(), asked.prompt(), transaction);
        }
        key.pinUvAuth().requireProtocol(asked.pinUvAuth());
        if (!able && asked.pinUvAuth().isPresent()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
    }

    /** The option uv: a pinUvAuthParam treats it as false. */
    boolean uvOption(RequestOptions options, Optional<PinUvAuthParam> param) {
        boolean uv = options.uv().orElse(false) && param.isEmpty();
        if (uv && !key.builtInUv().enabled()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return uv;
    }

    /** Whether built-in user verification takes place: with alwaysUv also where nobody asked for it. */
    boolean always(boolean up, boolean uv, Optional<PinUvAuthParam> param) {
        if (!up || !key.alwaysUv()) {
            return uv;
        }
        boolean able =
                key.isProtected() && (param.isPresent() || key.builtInUv().enabled());
        if (!able) {
            throw new CtapException(
                    key.pinServesCredentials()
                            ? CtapStatus.CTAP2_ERR_PUAT_REQUIRED
                            : CtapStatus.CTAP2_ERR_OPERATION_DENIED);
        }
        return uv || param.isEmpty();
    }

    /** The user verification that was asked for, in whichever way. */
    User verify(Asked asked, boolean uv, Transaction transaction) {
        if (asked.pinUvAuth().isPresent()) {
            requireProtected();
            key.pinUvAuth()
                    .authorizeCredential(
                            asked.pinUvAuth().get(), asked.clientDataHash(), asked.permission(), asked.rpId());
            return new User(false, tokensMethod());
        }
        if (uv) {
            require(key.builtInUv().perform(BuiltInUv.INTERNAL_RETRIES, asked.prompt(), transaction));
        }
        return new User(uv, uv ? sensor() : UserVerificationMethod.PRESENCE_INTERNAL);
    }

    private UserVerificationMethod tokensMethod() {
        return key.pinUvAuth().token().byPin() ? UserVerificationMethod.PASSCODE_EXTERNAL : sensor();
    }

    private UserVerificationMethod sensor() {
        return key.profile().sensor().orElseThrow();
    }

    /** The specification's steps skip a parameter on a key without PIN or finger; the client would take it for right. */
    private void requireProtected() {
        if (!key.isProtected()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_NOT_SET);
        }
    }

    private void require(Consent consent) {
        switch (consent) {
            case GRANTED -> {}
            case TIMED_OUT -> throw new CtapException(CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
            case CANCELLED -> throw new CtapException(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL);
            case REFUSED -> throw new CtapException(refused());
        }
    }

    private CtapStatus refused() {
        CtapStatus status = key.uvMissing();
        boolean blocked =
                status != CtapStatus.CTAP2_ERR_PUAT_REQUIRED && key.builtInUv().blocked();
        return blocked ? CtapStatus.CTAP2_ERR_PIN_BLOCKED : status;
    }

    /** Whether the finger, or the touch that came with a fresh token, is evidence enough. */
    boolean present(Asked asked, User user) {
        return user.present()
                || (asked.pinUvAuth().isPresent() && key.pinUvAuth().token().userPresent());
    }

    /**
     * Evidence of user interaction, unless there is some; then the token has served. Where the finger was the evidence no
     * token was used, and none is spent.
     */
    void touch(Asked asked, User user, Transaction transaction) {
        if (user.present()) {
            return;
        }
        if (!present(asked, user)) {
            key.consent().touch(asked.prompt(), transaction, CtapStatus.CTAP2_ERR_OPERATION_DENIED);
        }
        key.pinUvAuth().token().spend();
    }
}
