package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;

/** WebAuthn L3 §8.7: nobody vouches. */
public final class NoneAttestation implements AttestationFormat {
    @Override
    public String identifier() {
        return "none";
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        return CborValue.Map.EMPTY;
    }
}
