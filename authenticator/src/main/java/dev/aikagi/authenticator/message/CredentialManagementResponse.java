package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.Optional;

/** CTAP 2.1 §6.8 responses to authenticatorCredentialManagement: each subcommand has its own. */
public final class CredentialManagementResponse {
    private CredentialManagementResponse() {}

    public static Bytes metadata(int existing, int remaining) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x01, CborValue.of(existing))
                .put(0x02, CborValue.of(remaining))
                .build());
    }

    /** {@code total}: in the first of several answers only. */
    public static Bytes relyingParty(String rpId, Bytes rpIdHash, Optional<Integer> total) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x03, new CborMapBuilder().put("id", CborValue.of(rpId)).build())
                .put(0x04, CborValue.of(rpIdHash))
                .put(0x05, total.map(CborValue::of))
                .build());
    }

    /**
     * A credential as a person who manages the key may see it.
     *
     * @param thirdPartyPayment CTAP 2.2 §6.8.4, where the key knows the extension
     */
    public record Credential(
            UserEntity user,
            Bytes id,
            CborValue.Map publicKey,
            int protection,
            Optional<Bytes> largeBlobKey,
            Optional<Boolean> thirdPartyPayment) {
        /** {@code total}: in the first of several answers only. */
        public Bytes encode(Optional<Integer> total) {
            return CborWriter.write(new CborMapBuilder()
                    .put(0x06, user.encode())
                    .put(0x07, new CredentialDescriptor(CredentialDescriptor.PUBLIC_KEY, id).encode())
                    .put(0x08, publicKey)
                    .put(0x09, total.map(CborValue::of))
                    .put(0x0A, CborValue.of(protection))
                    .put(0x0B, largeBlobKey.map(CborValue::of))
                    .put(0x0C, thirdPartyPayment.map(CborValue::of))
                    .build());
        }
    }
}
