package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/** WebAuthn L3 §5.8.3 PublicKeyCredentialDescriptor; transports are the client's business and ignored. */
public record CredentialDescriptor(String type, Bytes id) {
    public static final String PUBLIC_KEY = "public-key";

    private static final CborValue ID = CborValue.of("id");
    private static final CborValue TYPE = CborValue.of("type");

    static List<CredentialDescriptor> decodeList(Optional<List<CborValue>> items) {
        return items.orElse(List.of()).stream()
                .map(CredentialDescriptor::decode)
                .toList();
    }

    static CredentialDescriptor decode(CborValue item) {
        Members members = Members.of(item);
        return new CredentialDescriptor(members.text(TYPE), members.octets(ID));
    }

    CborValue encode() {
        return new CborMapBuilder()
                .put("id", CborValue.of(id))
                .put("type", CborValue.of(type))
                .build();
    }
}
