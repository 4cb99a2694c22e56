package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * WebAuthn L3 §5.4.3 PublicKeyCredentialUserEntity.
 *
 * @param id the user handle, 1 to 64 bytes
 * @param name at most 64 bytes of UTF-8: what is longer is truncated between characters, WebAuthn L3 §6.4.1
 * @param displayName likewise
 */
public record UserEntity(Bytes id, Optional<String> name, Optional<String> displayName) {
    private static final int MAX_SIZE = 64;
    private static final CborValue ID = CborValue.of("id");
    private static final CborValue NAME = CborValue.of("name");
    private static final CborValue DISPLAY_NAME = CborValue.of("displayName");

    static UserEntity decode(Members members) {
        Bytes id = members.octets(ID);
        if (id.isEmpty() || id.size() > MAX_SIZE) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        return new UserEntity(
                id,
                members.optionalText(NAME).map(UserEntity::truncate),
                members.optionalText(DISPLAY_NAME).map(UserEntity::truncate));
    }

    /** The handle alone: what a key says while it has not verified its user, CTAP 2.1 §6.2.2. */
    public UserEntity handleOnly() {
        return new UserEntity(id, Optional.empty(), Optional.empty());
    }

    /** CTAP 2.1 §6.8.6: an empty name is none. */
    public UserEntity withoutEmptyNames() {
        return new UserEntity(id, name.filter(text -> !text.isEmpty()), displayName.filter(text -> !text.isEmpty()));
    }

    CborValue encode() {
        CborMapBuilder map = new CborMapBuilder().put("id", CborValue.of(id));
        name.ifPresent(text -> map.put("name", CborValue.of(text)));
        displayName.ifPresent(text -> map.put("displayName", CborValue.of(text)));
        return map.build();
    }

    private static String truncate(String text) {
        int size = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            size += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (size > MAX_SIZE) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }
}
