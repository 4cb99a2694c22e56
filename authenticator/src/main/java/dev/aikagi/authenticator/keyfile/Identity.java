package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.attestation.AttestationKey;
import java.util.Optional;

/**
 * What a key in a file is, whatever it keeps; a reset leaves it.
 *
 * @param profile the profile's name
 * @param definition the profile's text, as {@link dev.aikagi.authenticator.env.ProfileReader} reads it, where the
 *     profile is not one of those that come with the key
 * @param attestation what the profile attests with, if anything
 * @param vault the token that private keys are in, where they are not in the file
 */
public record Identity(
        String profile,
        Optional<String> definition,
        Optional<AttestationKey> attestation,
        Optional<VaultReference> vault) {
    /** Of a key whose private keys are in its file. */
    public Identity(String profile, Optional<String> definition, Optional<AttestationKey> attestation) {
        this(profile, definition, attestation, Optional.empty());
    }
}
