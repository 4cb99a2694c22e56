package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.GetInfoResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CTAP 2.1 §6.4 authenticatorGetInfo (0x04).
 *
 * <p>The version is FIDO_2_0 although some of the rest is newer: FIDO_2_1 promises a PIN, credential management and
 * credProtect, which this key does not have yet.
 */
final class GetInfoCommand {
    private static final List<String> VERSIONS = List.of("FIDO_2_0");
    private static final int FIRMWARE_VERSION = 1;

    private final AuthenticatorProfile profile;
    private final Environment environment;

    GetInfoCommand(AuthenticatorProfile profile, Environment environment) {
        this.profile = profile;
        this.environment = environment;
    }

    Bytes process(Bytes parameters) {
        if (!parameters.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        return new GetInfoResponse(
                        VERSIONS,
                        profile.aaguid(),
                        options(),
                        Limits.MAX_MSG_SIZE,
                        Limits.MAX_CREDENTIALS_IN_LIST,
                        Limits.MAX_CREDENTIAL_ID_LENGTH,
                        profile.transports(),
                        profile.algorithms(),
                        FIRMWARE_VERSION,
                        Math.max(
                                0,
                                profile.capacity() - environment.credentials().discoverable()),
                        List.of(environment.attestation().identifier()))
                .encode();
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
        return options;
    }
}
