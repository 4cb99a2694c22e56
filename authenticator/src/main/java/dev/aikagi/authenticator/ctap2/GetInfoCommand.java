package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.extension.CredBlob;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.GetInfoResponse;
import dev.aikagi.authenticator.pin.PinState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CTAP 2.1 §6.4 authenticatorGetInfo (0x04).
 *
 * <p>FIDO_2_1 is said only of profiles that have all of what CTAP 2.1 §9 makes mandatory.
 */
final class GetInfoCommand {
    private static final Set<Feature> MANDATORY =
            Set.of(Feature.CLIENT_PIN, Feature.CREDENTIAL_MANAGEMENT, Feature.CRED_PROTECT, Feature.HMAC_SECRET);

    private static final int UV_ATTEMPTS = 3;
    private static final int FIRMWARE_VERSION = 1;

    private final Key key;
    private final AuthenticatorProfile profile;
    private final Environment environment;

    GetInfoCommand(Key key) {
        this.key = key;
        this.profile = key.profile();
        this.environment = key.environment();
    }

    Bytes process(Bytes parameters) {
        if (!parameters.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        return new GetInfoResponse(
                        versions(),
                        key.extensions().identifiers(),
                        profile.aaguid(),
                        options(),
                        Limits.MAX_MSG_SIZE,
                        Limits.MAX_CREDENTIALS_IN_LIST,
                        Limits.MAX_CREDENTIAL_ID_LENGTH,
                        profile.transports(),
                        profile.algorithms(),
                        FIRMWARE_VERSION,
                        new Credentials(key).room(),
                        List.of(environment.attestation().identifier()),
                        pin(),
                        when(Feature.LARGE_BLOBS, Limits.MAX_LARGE_BLOBS),
                        when(Feature.CRED_BLOB, CredBlob.MAX_SIZE),
                        when(Feature.CONFIG, Limits.MAX_MIN_PIN_LENGTH_READERS))
                .encode();
    }

    private Optional<Integer> when(Feature feature, int value) {
        return key.has(feature) ? Optional.of(value) : Optional.empty();
    }

    private Optional<GetInfoResponse.Pin> pin() {
        if (!key.has(Feature.CLIENT_PIN)) {
            return Optional.empty();
        }
        PinState state = key.state().read();
        return Optional.of(new GetInfoResponse.Pin(
                key.pinUvAuth().protocolNumbers(), state.forceChange(), state.minLength(), UV_ATTEMPTS));
    }

    /** uv is there and true where somebody is enrolled on the sensor, and not there at all otherwise. */
    private Map<String, Boolean> options() {
        Map<String, Boolean> options = new LinkedHashMap<>();
        options.put("rk", true);
        options.put("up", true);
        options.put("plat", profile.platform());
        if (environment.verification().enrolled()) {
            options.put("uv", true);
        }
        if (key.has(Feature.CLIENT_PIN)) {
            options.put("clientPin", key.state().read().set());
            options.put("pinUvAuthToken", true);
        }
        addFeatures(options);
        environment
                .enterprise()
                .ifPresent(any -> options.put("ep", key.state().now().settings().enterpriseAttestation()));
        return options;
    }

    private void addFeatures(Map<String, Boolean> options) {
        if (key.has(Feature.MAKE_CRED_UV_NOT_RQD)) {
            options.put("makeCredUvNotRqd", key.makeCredUvNotRqd());
        }
        if (key.has(Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN)) {
            options.put("noMcGaPermissionsWithClientPin", true);
        }
        if (key.has(Feature.CREDENTIAL_MANAGEMENT)) {
            options.put("credMgmt", true);
            options.put("credentialMgmtPreview", true);
        }
        if (key.has(Feature.LARGE_BLOBS)) {
            options.put("largeBlobs", true);
        }
        if (key.has(Feature.CONFIG)) {
            options.put("authnrCfg", true);
            options.put("setMinPINLength", true);
            options.put("alwaysUv", key.alwaysUv());
        }
    }

    private List<String> versions() {
        List<String> versions = new ArrayList<>();
        if (key.has(Feature.U2F) && !key.alwaysUv()) {
            versions.add("U2F_V2");
        }
        versions.add("FIDO_2_0");
        if (profile.features().containsAll(MANDATORY)) {
            versions.addAll(List.of("FIDO_2_1_PRE", "FIDO_2_1"));
        }
        return versions;
    }
}
