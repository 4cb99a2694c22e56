package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;

/** WebAuthn L3 §6.5.2: how a key vouches for a new credential. */
public interface AttestationFormat {
    /** Its name in the IANA registry of attestation statement format identifiers. */
    String identifier();

    /**
     * The attestation statement.
     *
     * @param signedData authenticator data and client data hash, one after the other
     */
    CborValue.Map statement(Bytes signedData, CredentialKey credential, SecureRandom random);
}
