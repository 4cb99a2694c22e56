package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/** CTAP 2.3 §12.4, what a platform asks of the largeBlob extension: to read, or to write this. */
public record LargeBlobInput(Optional<Write> write) {
    /** A compressed blob, and its size in bytes before. */
    public record Write(Bytes compressed, long originalSize) {}

    /** Whether a new credential has to be able to carry a blob. */
    public static boolean required(CborValue input) {
        String support = Members.of(input).text(CborValue.of("support"));
        return switch (support) {
            case "required" -> true;
            case "preferred" -> false;
            default -> throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        };
    }

    /** Either of both; CTAP2_ERR_INVALID_OPTION. */
    public static LargeBlobInput decode(CborValue input) {
        Members members = Members.of(input);
        boolean read = members.optionalFlag(CborValue.of("read")).orElse(false);
        Optional<Bytes> write = members.optionalOctets(CborValue.of("write"));
        if (read == write.isPresent()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return new LargeBlobInput(write.map(blob -> new Write(blob, members.integer(CborValue.of("originalSize")))));
    }
}
