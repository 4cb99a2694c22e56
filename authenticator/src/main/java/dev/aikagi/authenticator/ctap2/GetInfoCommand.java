package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.UserVerificationMethod;
import dev.aikagi.authenticator.extension.CredBlob;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.GetInfoResponse;
import dev.aikagi.authenticator.message.GetInfoResponse.Member;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import java.util.List;
import java.util.stream.Stream;

/** CTAP 2.3 §6.4 authenticatorGetInfo (0x04). What a later edition brought, only profiles of that edition say. */
final class GetInfoCommand {
    private static final int UV_ATTEMPTS = 3;

    private final Key key;
    private final AuthenticatorProfile profile;
    private final GetInfoOptions options;
    private final CredentialStoreState credentialStoreState;

    GetInfoCommand(Key key) {
        this.key = key;
        this.profile = key.profile();
        this.options = new GetInfoOptions(key);
        this.credentialStoreState = new CredentialStoreState(key);
    }

    Bytes process(Bytes parameters) {
        if (!parameters.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        GetInfoResponse response = new GetInfoResponse();
        tellWhatItIs(response);
        tellLimits(response);
        if (key.has(Feature.CLIENT_PIN)) {
            tellPin(response);
        }
        if (says("FIDO_2_1")) {
            response.number(
                    Member.UV_MODALITY,
                    profile.sensor().map(UserVerificationMethod::bit).orElse(0));
        }
        if (says("FIDO_2_3")) {
            tellReset(response);
        }
        if (key.has(Feature.ENC_IDENTIFIER)) {
            tellIdentity(response);
        }
        return response.encode();
    }

    private void tellWhatItIs(GetInfoResponse response) {
        response.texts(Member.VERSIONS, versions())
                .texts(Member.EXTENSIONS, key.extensions().identifiers())
                .octets(Member.AAGUID, profile.aaguid())
                .options(options.all())
                .texts(Member.TRANSPORTS, profile.transports())
                .algorithms(key.algorithms())
                .number(Member.FIRMWARE_VERSION, profile.firmwareVersion())
                .texts(Member.ATTESTATION_FORMATS, key.attestations().told());
    }

    private void tellLimits(GetInfoResponse response) {
        response.number(Member.MAX_MSG_SIZE, key.limits().maxMsgSize())
                .number(Member.MAX_CREDENTIAL_COUNT_IN_LIST, key.limits().maxCredentialsInList())
                .number(Member.MAX_CREDENTIAL_ID_LENGTH, key.limits().maxCredentialIdLength())
                .number(Member.REMAINING_DISCOVERABLE_CREDENTIALS, new Credentials(key).room());
        if (key.has(Feature.LARGE_BLOBS)) {
            response.number(Member.MAX_SERIALIZED_LARGE_BLOB_ARRAY, key.limits().maxLargeBlobs());
        }
        if (key.has(Feature.CRED_BLOB)) {
            response.number(Member.MAX_CRED_BLOB_LENGTH, CredBlob.MAX_SIZE);
        }
        if (key.has(Feature.CONFIG)) {
            response.number(
                    Member.MAX_RP_IDS_FOR_SET_MIN_PIN_LENGTH, key.limits().maxMinPinLengthReaders());
        }
    }

    private void tellPin(GetInfoResponse response) {
        PinState pin = key.state().read();
        response.numbers(Member.PIN_UV_AUTH_PROTOCOLS, key.pinUvAuth().protocolNumbers())
                .flag(Member.FORCE_PIN_CHANGE, pin.forceChange())
                .number(Member.MIN_PIN_LENGTH, pin.minLength())
                .number(Member.PREFERRED_PLATFORM_UV_ATTEMPTS, UV_ATTEMPTS);
        if (key.has(Feature.PIN_COMPLEXITY_POLICY)) {
            response.flag(Member.PIN_COMPLEXITY_POLICY, pin.policy().complex());
            profile.factory()
                    .pinPolicyUrl()
                    .ifPresent(url -> response.octets(Member.PIN_COMPLEXITY_POLICY_URL, SignedData.utf8(url)));
        }
        if (says("FIDO_2_3")) {
            response.number(Member.MAX_PIN_LENGTH, PinPolicy.MAX_LENGTH);
            if (profile.sensor().isPresent()) {
                response.number(Member.UV_COUNT_SINCE_LAST_PIN_ENTRY, pin.uvsSincePin());
            }
        }
    }

    private void tellReset(GetInfoResponse response) {
        response.flag(Member.LONG_TOUCH_FOR_RESET, key.state().now().settings().longTouchForReset())
                .texts(Member.TRANSPORTS_FOR_RESET, profile.factory().transportsForReset());
        if (key.has(Feature.CONFIG)) {
            response.numbers(Member.AUTHENTICATOR_CONFIG_COMMANDS, ConfigCommand.numbers(key));
        }
    }

    /** A persistent token opens both; each answer looks different, so that nobody else knows the key again. */
    private void tellIdentity(GetInfoResponse response) {
        response.octets(
                        Member.ENC_IDENTIFIER,
                        hidden("encIdentifier", key.state().now().secrets().identifier()))
                .octets(Member.ENC_CRED_STORE_STATE, hidden("encCredStoreState", credentialStoreState.now()));
    }

    private Bytes hidden(String label, Bytes block) {
        return key.state()
                .persistentToken()
                .hide(label, block, key.environment().random());
    }

    private boolean says(String version) {
        return versions().contains(version);
    }

    /** U2F goes with its feature, and alwaysUv ends it, CTAP 2.1 §7.2.4. */
    private List<String> versions() {
        boolean u2f = key.has(Feature.U2F) && !key.alwaysUv();
        return Stream.concat(
                        u2f ? Stream.of(AuthenticatorProfile.U2F) : Stream.empty(),
                        profile.versions().stream().filter(profile::lives))
                .toList();
    }
}
