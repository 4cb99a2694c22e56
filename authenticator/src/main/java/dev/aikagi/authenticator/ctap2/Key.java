package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Limits;
import dev.aikagi.authenticator.extension.CredBlob;
import dev.aikagi.authenticator.extension.CredProtect;
import dev.aikagi.authenticator.extension.Extension;
import dev.aikagi.authenticator.extension.Extensions;
import dev.aikagi.authenticator.extension.HmacSecret;
import dev.aikagi.authenticator.extension.HmacSecretMc;
import dev.aikagi.authenticator.extension.LargeBlobInMessage;
import dev.aikagi.authenticator.extension.LargeBlobKey;
import dev.aikagi.authenticator.extension.MinPinLength;
import dev.aikagi.authenticator.extension.PinComplexityPolicy;
import dev.aikagi.authenticator.extension.ThirdPartyPayment;
import dev.aikagi.authenticator.extension.Uvm;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all commands of one key have in common: what it is, what it stands in, and how it is protected right now. */
final class Key {
    private final AuthenticatorProfile profile;
    private final Environment environment;
    private final List<CoseAlgorithm> algorithms;
    private final Extensions extensions;
    private final Attestations attestations;
    private final KeptState state;
    private final UserConsent consent;
    private final BuiltInUv builtInUv;
    private final PinUvAuth pinUvAuth;

    Key(AuthenticatorProfile profile, Environment environment) {
        this.profile = profile;
        this.environment = environment;
        // Asked once: to look through all that the platform has takes longer than a signature.
        this.algorithms = profile.algorithms().stream()
                .filter(environment.credentials().vault()::offers)
                .toList();
        this.extensions = extensions(profile, environment);
        this.attestations = new Attestations(profile, environment);
        this.state = new KeptState(profile, environment);
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

    Extensions extensions() {
        return extensions;
    }

    Attestations attestations() {
        return attestations;
    }

    Limits limits() {
        return profile.limits();
    }

    KeyVault vault() {
        return environment.credentials().vault();
    }

    /** Those of the profile that the vault can do. */
    List<CoseAlgorithm> algorithms() {
        return algorithms;
    }

    private static Extensions extensions(AuthenticatorProfile profile, Environment environment) {
        Map<Feature, Extension> all = new LinkedHashMap<>();
        all.put(Feature.CRED_PROTECT, new CredProtect());
        all.put(Feature.HMAC_SECRET, new HmacSecret());
        all.put(Feature.HMAC_SECRET_MC, new HmacSecretMc());
        all.put(Feature.CRED_BLOB, new CredBlob());
        all.put(Feature.LARGE_BLOBS, new LargeBlobKey());
        all.put(
                Feature.LARGE_BLOB_EXTENSION,
                new LargeBlobInMessage(
                        environment.credentials(), profile.limits().maxLargeBlobs()));
        all.put(Feature.MIN_PIN_LENGTH, new MinPinLength());
        all.put(Feature.PIN_COMPLEXITY_POLICY, new PinComplexityPolicy());
        all.put(Feature.THIRD_PARTY_PAYMENT, new ThirdPartyPayment());
        all.put(Feature.UVM, new Uvm());
        all.keySet().removeIf(feature -> !profile.has(feature));
        return new Extensions(List.copyOf(all.values()));
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
        return state.now().settings().alwaysUv();
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
