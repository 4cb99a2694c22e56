package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import java.util.Objects;
import java.util.Set;

/** Judges what was read from a response; whatever does not fit throws. */
interface CeremonyRules {
    /** WebAuthn L3 §7.1. */
    void verify(RegistrationData data, RegistrationParameters expected);

    /** WebAuthn L3 §7.2, and notes the new counter. */
    void verify(AuthenticationData data, AuthenticationParameters expected);

    /** As webauthn4j has them, and one thing that it does not look at. */
    record Strict(WebAuthnManager manager) implements CeremonyRules {
        /** id-fido-gen-ce-aaguid, WebAuthn L3 §8.2.1. */
        private static final String AAGUID = "1.3.6.1.4.1.45724.1.1.4";

        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            manager.verify(data, expected);
            AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
            if (attestation.getAttestationStatement() instanceof CertificateBaseAttestationStatement certified
                    && certified.getX5c() != null) {
                Set<String> critical = certified
                        .getX5c()
                        .getEndEntityAttestationCertificate()
                        .getCertificate()
                        .getCriticalExtensionOIDs();
                if (critical != null && critical.contains(AAGUID)) {
                    throw new IllegalArgumentException("the extension with the AAGUID must not be critical");
                }
            }
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            manager.verify(data, expected);
        }
    }
}
