package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.Optional;

/** What authenticatorCredentialManagement and authenticatorConfig have in common. */
record ManagementRequest(
        long subCommand, Optional<CborValue.Map> subCommandParams, Optional<PinUvAuthParam> pinUvAuth) {
    static ManagementRequest decode(
            Bytes encoded, CborValue subCommand, CborValue params, CborValue protocol, CborValue param) {
        Members members = Members.parameters(encoded);
        return new ManagementRequest(
                members.integer(subCommand),
                members.optionalMap(params),
                PinUvAuthParam.decode(members, param, protocol));
    }

    /** The parameters' encoding is canonical, so writing them anew gives the bytes that were sent. */
    Bytes signed() {
        return Bytes.concat(
                Bytes.of((byte) subCommand),
                subCommandParams.map(CborWriter::write).orElse(Bytes.EMPTY));
    }

    Members parameters() {
        return Members.of(Members.required(subCommandParams));
    }
}
