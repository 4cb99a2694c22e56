package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import java.util.Objects;

/** Whether a passkey may come without somebody who vouches for it (WebAuthn L3 §7.1 step 24). */
@FunctionalInterface
interface AttestationDemand {
    /** With trust anchors it may not: neither with no statement nor with one that it signed itself. */
    AttestationDemand STRICT = (policy, data) -> {
        AttestationStatement statement =
                Objects.requireNonNull(data.getAttestationObject()).getAttestationStatement();
        boolean certified = statement instanceof CertificateBaseAttestationStatement based && based.getX5c() != null;
        if (!policy.trustAnchors().isEmpty() && !certified) {
            throw new IllegalArgumentException("nobody vouches for the passkey");
        }
    };

    /**
     * Looks at a registration.
     *
     * @throws IllegalArgumentException if the policy wants more
     */
    void check(WebAuthnPolicy policy, RegistrationData data);
}
