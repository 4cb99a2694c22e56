package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.state.StateStore;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * All that an authenticator takes from outside.
 *
 * @param random key pairs, credential ids and signatures take their chance from it
 * @param attestation how new credentials are vouched for
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
        AuthenticatorDataFilter filter) {}
