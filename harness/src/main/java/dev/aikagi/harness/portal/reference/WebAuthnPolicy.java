package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;

/**
 * What the portal asks of passkeys, and holds them to.
 *
 * @param algorithms COSE algorithm numbers in the order of preference
 * @param trustAnchors of attestation certificates. Without any, a certificate's form and signature are verified but not who
 *     issued it, as portals do that ask for attestation {@code none}; with any, the chain must end in one of them.
 */
public record WebAuthnPolicy(
        UserVerificationRequirement userVerification,
        AttestationConveyancePreference attestation,
        List<Integer> algorithms,
        ResidentKeyRequirement residentKey,
        Set<TrustAnchor> trustAnchors) {
    /** Ed25519, ES256, RS256; a discoverable credential and a verified user; no attestation asked for. */
    public static final WebAuthnPolicy DEFAULT = new WebAuthnPolicy(
            UserVerificationRequirement.REQUIRED,
            AttestationConveyancePreference.NONE,
            List.of(-7, -8, -257),
            ResidentKeyRequirement.REQUIRED,
            Set.of());

    /** Copies the collections. */
    public WebAuthnPolicy {
        algorithms = List.copyOf(algorithms);
        trustAnchors = Set.copyOf(trustAnchors);
    }

    /** The same policy with another demand on user verification. */
    public WebAuthnPolicy withUserVerification(UserVerificationRequirement requirement) {
        return new WebAuthnPolicy(requirement, attestation, algorithms, residentKey, trustAnchors);
    }

    /** The same policy with another attestation conveyance. */
    public WebAuthnPolicy withAttestation(AttestationConveyancePreference preference) {
        return new WebAuthnPolicy(userVerification, preference, algorithms, residentKey, trustAnchors);
    }

    /** The same policy with other trust anchors. */
    public WebAuthnPolicy withTrustAnchors(Set<TrustAnchor> anchors) {
        return new WebAuthnPolicy(userVerification, attestation, algorithms, residentKey, anchors);
    }

    /** The same policy with other algorithms. */
    public WebAuthnPolicy withAlgorithms(List<Integer> others) {
        return new WebAuthnPolicy(userVerification, attestation, others, residentKey, trustAnchors);
    }
}
