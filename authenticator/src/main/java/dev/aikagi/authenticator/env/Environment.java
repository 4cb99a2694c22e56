package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.EnterpriseAttestation;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.state.StateStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * All that an authenticator takes from outside.
 *
 * @param random key pairs, credential ids and signatures take their chance from it
 * @param attestation how new credentials are vouched for
 * @param enterprise how they are vouched for in an enterprise, if the key can do that
 * @param filter {@link AuthenticatorDataFilter#IDENTITY} for an honest key
 */
public record Environment(
        InstantSource clock,
        SecureRandom random,
        UserPresence presence,
        UserVerification verification,
        CredentialStore credentials,
        StateStore state,
        AttestationFormat attestation,
        Optional<EnterpriseAttestation> enterprise,
        AuthenticatorDataFilter filter) {}
