package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.time.Duration;
import java.util.Optional;

/** CTAP 2.1 §6.7 authenticatorBioEnrollment; which parameters are needed depends on the subcommand. */
public final class BioEnrollmentRequest {
    private static final CborValue MODALITY = CborValue.of(0x01);
    private static final CborValue SUB_COMMAND = CborValue.of(0x02);
    private static final CborValue SUB_COMMAND_PARAMS = CborValue.of(0x03);
    private static final CborValue PIN_UV_AUTH_PROTOCOL = CborValue.of(0x04);
    private static final CborValue PIN_UV_AUTH_PARAM = CborValue.of(0x05);
    private static final CborValue GET_MODALITY = CborValue.of(0x06);
    private static final CborValue TEMPLATE_ID = CborValue.of(0x01);
    private static final CborValue FRIENDLY_NAME = CborValue.of(0x02);
    private static final CborValue TIMEOUT = CborValue.of(0x03);

    private final Optional<Long> modality;
    private final Optional<Long> subCommand;
    private final Optional<CborValue.Map> subCommandParams;
    private final Optional<PinUvAuthParam> pinUvAuth;
    private final boolean getModality;

    private BioEnrollmentRequest(Members members) {
        modality = members.optionalInteger(MODALITY);
        subCommand = members.optionalInteger(SUB_COMMAND);
        subCommandParams = members.optionalMap(SUB_COMMAND_PARAMS);
        pinUvAuth = PinUvAuthParam.decode(members, PIN_UV_AUTH_PARAM, PIN_UV_AUTH_PROTOCOL);
        getModality = members.optionalFlag(GET_MODALITY).orElse(false);
    }

    public static BioEnrollmentRequest decode(Bytes encoded) {
        return new BioEnrollmentRequest(Members.parameters(encoded));
    }

    /** §6.7.2: the platform asks what kind of sensor there is, and nothing else. */
    public boolean getModality() {
        return getModality;
    }

    /** As all that follow: CTAP2_ERR_MISSING_PARAMETER where it is not there. */
    public long modality() {
        return Members.required(modality);
    }

    public long subCommand() {
        return Members.required(subCommand);
    }

    public Optional<PinUvAuthParam> pinUvAuth() {
        return pinUvAuth;
    }

    /** What pinUvAuthParam is made of: the modality, the subcommand and its parameters. */
    public Bytes signed() {
        return Bytes.concat(
                Bytes.of((byte) modality()), new ManagementRequest(subCommand(), subCommandParams, pinUvAuth).signed());
    }

    public Bytes templateId() {
        return parameters().octets(TEMPLATE_ID);
    }

    public String friendlyName() {
        return parameters().text(FRIENDLY_NAME);
    }

    /** How long the platform wants the finger to be waited for, if it says. */
    public Optional<Duration> timeout() {
        return subCommandParams
                .map(Members::of)
                .flatMap(params -> params.optionalInteger(TIMEOUT))
                .map(Duration::ofMillis);
    }

    private Members parameters() {
        return Members.of(Members.required(subCommandParams));
    }
}
