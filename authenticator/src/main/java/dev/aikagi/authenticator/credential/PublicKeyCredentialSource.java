package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.Optional;

/**
 * WebAuthn L3 §4 public key credential source.
 *
 * @param id the credential id: 32 random bytes, or the credential itself, wrapped
 * @param user whose it is, where it answers without being named in an allow list; else the key does not know
 */
public record PublicKeyCredentialSource(
        Bytes id, String rpId, Optional<UserEntity> user, CredentialKey key, CredentialExtras extras) {
    public boolean discoverable() {
        return user.isPresent();
    }

    /** One discoverable credential for a user at a relying party: the next takes its place, CTAP 2.1 §6.1.2. */
    public boolean isReplacedBy(PublicKeyCredentialSource next) {
        return rpId.equals(next.rpId)
                && user.isPresent()
                && user.map(UserEntity::id).equals(next.user.map(UserEntity::id));
    }

    public PublicKeyCredentialSource withExtras(CredentialExtras changed) {
        return new PublicKeyCredentialSource(id, rpId, user, key, changed);
    }

    public PublicKeyCredentialSource withUser(UserEntity changed) {
        return new PublicKeyCredentialSource(id, rpId, Optional.of(changed), key, extras);
    }
}
