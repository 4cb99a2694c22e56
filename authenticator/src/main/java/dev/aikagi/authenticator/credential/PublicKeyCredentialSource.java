package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.UserEntity;

/**
 * WebAuthn L3 §4 public key credential source.
 *
 * @param id the credential id, 32 random bytes
 * @param discoverable whether it answers without being named in an allow list
 */
public record PublicKeyCredentialSource(
        Bytes id, String rpId, UserEntity user, CredentialKey key, boolean discoverable) {
    /** One discoverable credential for a user at a relying party: the next takes its place, CTAP 2.1 §6.1.2. */
    public boolean isReplacedBy(PublicKeyCredentialSource next) {
        return discoverable
                && next.discoverable
                && rpId.equals(next.rpId)
                && user.id().equals(next.user.id());
    }
}
