package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;

/** CTAP 2.1 §12.5, what a platform sends to have its salts answered; protocol one where it names none. */
public record HmacSecretInput(CborValue.Map keyAgreement, Bytes saltEnc, Bytes saltAuth, long protocol) {
    public static HmacSecretInput decode(CborValue input) {
        Members members = Members.of(input);
        return new HmacSecretInput(
                Members.required(members.optionalMap(CborValue.of(0x01))),
                members.octets(CborValue.of(0x02)),
                members.octets(CborValue.of(0x03)),
                members.optionalInteger(CborValue.of(0x04)).orElse(1L));
    }
}
