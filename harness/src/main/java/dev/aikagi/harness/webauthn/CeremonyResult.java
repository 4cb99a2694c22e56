package dev.aikagi.harness.webauthn;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * What a ceremony ended with.
 *
 * @param clientDataJson what was signed over, as bytes of JSON
 * @param json RegistrationResponseJSON or AuthenticationResponseJSON, WebAuthn L3 §5.1.9 and §5.5
 * @param attestation the attestation object of a registration, the authenticator data of an assertion
 */
public record CeremonyResult(Bytes clientDataJson, String json, Bytes attestation) {}
