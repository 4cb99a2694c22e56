package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.Optional;

/** CTAP 2.1 §6.1 response to authenticatorMakeCredential. */
public record MakeCredentialResponse(
        String format,
        Bytes authenticatorData,
        CborValue.Map statement,
        boolean enterprise,
        Optional<Bytes> largeBlobKey,
        CborValue.Map unsignedExtensions) {
    public Bytes encode() {
        return CborWriter.write(new CborMapBuilder()
                .put(0x01, CborValue.of(format))
                .put(0x02, CborValue.of(authenticatorData))
                .put(0x03, statement)
                .put(0x04, Optional.of(CborValue.of(true)).filter(yes -> enterprise))
                .put(0x05, largeBlobKey.map(CborValue::of))
                .put(0x06, Optional.of(unsignedExtensions).filter(outputs -> !outputs.isEmpty()))
                .build());
    }
}
