package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.message.CtapStatus;

/** What all commands of one key have in common: what it is, what it stands in, and how it is protected right now. */
final class Key {
    private final AuthenticatorProfile profile;
    private final Environment environment;
    private final KeptState state;
    private final UserConsent consent;
    private final BuiltInUv builtInUv;
    private final PinUvAuth pinUvAuth;

    Key(AuthenticatorProfile profile, Environment environment) {
        this.profile = profile;
        this.environment = environment;
        this.state = new KeptState(environment);
        this.consent = new UserConsent(environment);
        this.builtInUv = new BuiltInUv(profile, environment, state);
        this.pinUvAuth = new PinUvAuth(environment, state, consent);
    }

    AuthenticatorProfile profile() {
        return profile;
    }

    Environment environment() {
        return environment;
    }

    KeptState state() {
        return state;
    }

    UserConsent consent() {
        return consent;
    }

    BuiltInUv builtInUv() {
        return builtInUv;
    }

    PinUvAuth pinUvAuth() {
        return pinUvAuth;
    }

    boolean has(Feature feature) {
        return profile.has(feature);
    }

    /** CTAP 2.1 §1.1 "protected by some form of user verification". */
    boolean isProtected() {
        return builtInUv.enabled() || state.now().pin().set();
    }

    boolean alwaysUv() {
        return state.now().alwaysUv();
    }

    /** alwaysUv treats makeCredUvNotRqd as false, CTAP 2.1 §6.1.2 step 6.1. */
    boolean makeCredUvNotRqd() {
        return has(Feature.MAKE_CRED_UV_NOT_RQD) && !alwaysUv();
    }

    /** What a request without the user verification it needs is answered: whether a PIN would help. */
    CtapStatus uvMissing() {
        return pinServesCredentials() && state.now().pin().set()
                ? CtapStatus.CTAP2_ERR_PUAT_REQUIRED
                : CtapStatus.CTAP2_ERR_OPERATION_DENIED;
    }

    /** Whether a PIN, set or not yet, can be used for the permissions mc and ga. */
    boolean pinServesCredentials() {
        return has(Feature.CLIENT_PIN) && !has(Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN);
    }
}
