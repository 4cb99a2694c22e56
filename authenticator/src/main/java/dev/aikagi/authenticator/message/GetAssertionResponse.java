package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.Optional;

/**
 * CTAP 2.1 §6.2 response to authenticatorGetAssertion and authenticatorGetNextAssertion.
 *
 * @param numberOfCredentials in the first of several answers only
 */
public record GetAssertionResponse(
        CredentialDescriptor credential,
        Bytes authenticatorData,
        Bytes signature,
        Optional<UserEntity> user,
        Optional<Integer> numberOfCredentials,
        Optional<Bytes> largeBlobKey,
        CborValue.Map unsignedExtensions) {
    public Bytes encode() {
        return CborWriter.write(new CborMapBuilder()
                .put(0x01, credential.encode())
                .put(0x02, CborValue.of(authenticatorData))
                .put(0x03, CborValue.of(signature))
                .put(0x04, user.map(UserEntity::encode))
                .put(0x05, numberOfCredentials.map(number -> CborValue.of((long) number)))
                .put(0x07, largeBlobKey.map(CborValue::of))
                .put(0x08, Optional.of(unsignedExtensions).filter(outputs -> !outputs.isEmpty()))
                .build());
    }
}
