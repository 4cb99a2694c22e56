package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/** CTAP 2.1 §6.5.5 authenticatorClientPIN; which parameters are needed depends on the subcommand. */
public final class ClientPinRequest {
    private static final CborValue PIN_UV_AUTH_PROTOCOL = CborValue.of(0x01);
    private static final CborValue SUB_COMMAND = CborValue.of(0x02);
    private static final CborValue KEY_AGREEMENT = CborValue.of(0x03);
    private static final CborValue PIN_UV_AUTH_PARAM = CborValue.of(0x04);
    private static final CborValue NEW_PIN_ENC = CborValue.of(0x05);
    private static final CborValue PIN_HASH_ENC = CborValue.of(0x06);
    private static final CborValue PERMISSIONS = CborValue.of(0x09);
    private static final CborValue RP_ID = CborValue.of(0x0A);

    private final long subCommand;
    private final Optional<Long> protocol;
    private final Optional<CborValue.Map> keyAgreement;
    private final Optional<Bytes> pinUvAuthParam;
    private final Optional<Bytes> newPinEnc;
    private final Optional<Bytes> pinHashEnc;
    private final Optional<Long> permissions;
    private final Optional<String> rpId;

    private ClientPinRequest(Members members) {
        subCommand = members.integer(SUB_COMMAND);
        protocol = members.optionalInteger(PIN_UV_AUTH_PROTOCOL);
        keyAgreement = members.optionalMap(KEY_AGREEMENT);
        pinUvAuthParam = members.optionalOctets(PIN_UV_AUTH_PARAM);
        newPinEnc = members.optionalOctets(NEW_PIN_ENC);
        pinHashEnc = members.optionalOctets(PIN_HASH_ENC);
        permissions = members.optionalInteger(PERMISSIONS);
        rpId = members.optionalText(RP_ID);
    }

    /**
     * Reads the parameter map that follows the command byte.
     *
     * @throws CtapException where the subcommand is missing, or a parameter is of another type
     */
    public static ClientPinRequest decode(Bytes encoded) {
        return new ClientPinRequest(Members.parameters(encoded));
    }

    public long subCommand() {
        return subCommand;
    }

    /** As all that follow: CTAP2_ERR_MISSING_PARAMETER where it is not there. */
    public long protocol() {
        return Members.required(protocol);
    }

    public CborValue.Map keyAgreement() {
        return Members.required(keyAgreement);
    }

    public Bytes pinUvAuthParam() {
        return Members.required(pinUvAuthParam);
    }

    public Bytes newPinEnc() {
        return Members.required(newPinEnc);
    }

    public Bytes pinHashEnc() {
        return Members.required(pinHashEnc);
    }

    public long permissions() {
        return Members.required(permissions);
    }

    public Optional<String> rpId() {
        return rpId;
    }

    /** Whether it asks for permissions, which the superseded getPinToken does not know. */
    public boolean restricted() {
        return permissions.isPresent() || rpId.isPresent();
    }
}
