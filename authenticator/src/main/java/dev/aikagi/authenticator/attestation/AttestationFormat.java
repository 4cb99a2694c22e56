package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * WebAuthn L3 §6.5.2: how a key vouches for a new credential. Platforms vouch with certificates that are made for each
 * credential; whoever builds such a key brings a format of their own.
 */
public interface AttestationFormat {
    /** Its name in the IANA registry of attestation statement format identifiers. */
    String identifier();

    /** The key with a certificate that it is made with, if any: U2F knows no other attestation. */
    default Optional<AttestationKey> batchKey() {
        return Optional.empty();
    }

    /** Whether credentials of that algorithm can be vouched for. */
    default boolean fits(CoseAlgorithm algorithm) {
        return true;
    }

    /** The AAGUID beside it: the model's, but for formats that tell of none. */
    default Bytes aaguid(Bytes model) {
        return model;
    }

    /** The attestation statement. */
    CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random);
}
