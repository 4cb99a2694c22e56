package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/**
 * CTAP 2.1 §6.10 authenticatorLargeBlobs: get so many bytes, or set these.
 *
 * @param pinUvAuthProtocol which may be there without a parameter
 */
public record LargeBlobsRequest(
        Optional<Long> get,
        Optional<Bytes> set,
        Optional<Long> offset,
        Optional<Long> length,
        Optional<PinUvAuthParam> pinUvAuth,
        Optional<Long> pinUvAuthProtocol) {
    public static LargeBlobsRequest decode(Bytes encoded) {
        Members members = Members.parameters(encoded);
        return new LargeBlobsRequest(
                members.optionalInteger(CborValue.of(0x01)),
                members.optionalOctets(CborValue.of(0x02)),
                members.optionalInteger(CborValue.of(0x03)),
                members.optionalInteger(CborValue.of(0x04)),
                PinUvAuthParam.decode(members, CborValue.of(0x05), CborValue.of(0x06)),
                members.optionalInteger(CborValue.of(0x06)));
    }
}
