package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.Feature;
import java.util.LinkedHashMap;
import java.util.Map;

/** CTAP 2.3 §6.4, the options of authenticatorGetInfo: what is there, and whether it is set up. */
final class GetInfoOptions {
    private final Key key;

    GetInfoOptions(Key key) {
        this.key = key;
    }

    Map<String, Boolean> all() {
        Map<String, Boolean> options = new LinkedHashMap<>();
        options.put("rk", key.profile().capacity() > 0);
        options.put("up", true);
        options.put("plat", key.profile().platform());
        addVerification(options);
        addManagement(options);
        addConfig(options);
        return options;
    }

    /** uv is false where a finger could be enrolled over the wire, and not there at all where nobody could be. */
    private void addVerification(Map<String, Boolean> options) {
        if (key.builtInUv().enabled() || key.has(Feature.BIO_ENROLLMENT)) {
            options.put("uv", key.builtInUv().enabled());
        }
        if (key.has(Feature.CLIENT_PIN)) {
            options.put("clientPin", key.state().read().set());
            options.put("pinUvAuthToken", true);
        }
        if (key.has(Feature.MAKE_CRED_UV_NOT_RQD)) {
            options.put("makeCredUvNotRqd", key.makeCredUvNotRqd());
        }
        if (key.has(Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN)) {
            options.put("noMcGaPermissionsWithClientPin", true);
        }
    }

    private void addManagement(Map<String, Boolean> options) {
        if (key.has(Feature.BIO_ENROLLMENT)) {
            options.put("bioEnroll", key.builtInUv().enabled());
            options.put("userVerificationMgmtPreview", key.builtInUv().enabled());
        }
        if (key.has(Feature.UV_BIO_ENROLL)) {
            options.put("uvBioEnroll", true);
        }
        if (key.has(Feature.CREDENTIAL_MANAGEMENT)) {
            options.put("credMgmt", true);
            options.put("credentialMgmtPreview", true);
        }
        if (key.has(Feature.PERSISTENT_CREDENTIAL_MANAGEMENT)) {
            options.put("perCredMgmtRO", true);
        }
        if (key.has(Feature.LARGE_BLOBS)) {
            options.put("largeBlobs", true);
        }
    }

    private void addConfig(Map<String, Boolean> options) {
        if (key.has(Feature.CONFIG)) {
            options.put("authnrCfg", true);
            options.put("setMinPINLength", true);
            options.put("alwaysUv", key.alwaysUv());
        }
        key.environment()
                .enterprise()
                .ifPresent(any -> options.put("ep", key.state().now().settings().enterpriseAttestation()));
    }
}
