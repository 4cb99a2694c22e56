package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;
import java.util.Optional;

/** WebAuthn L3 §6.5.2: how a key vouches for a new credential. */
public interface AttestationFormat {
    /** Its name in the IANA registry of attestation statement format identifiers. */
    String identifier();

    /** The key with a certificate that it is made with, if any: U2F knows no other attestation. */
    default Optional<AttestationKey> batchKey() {
        return Optional.empty();
    }

    /**
     * The attestation statement.
     *
     * @param signedData authenticator data and client data hash, one after the other
     */
    CborValue.Map statement(Bytes signedData, CredentialKey credential, SecureRandom random);
}
