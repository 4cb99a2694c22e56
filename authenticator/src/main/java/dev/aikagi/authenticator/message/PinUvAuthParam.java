package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/**
 * A request's pinUvAuthParam, CTAP 2.1 §6.5.4.
 *
 * @param param of zero length where the platform only wants to know which key is touched
 * @param protocol its pinUvAuthProtocol, which may be missing
 */
public record PinUvAuthParam(Bytes param, Optional<Long> protocol) {
    static Optional<PinUvAuthParam> decode(Members members, CborValue param, CborValue protocol) {
        Optional<Long> number = members.optionalInteger(protocol);
        return members.optionalOctets(param).map(octets -> new PinUvAuthParam(octets, number));
    }
}
