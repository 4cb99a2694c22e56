package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Set;

/** Judges what was read from a response; whatever does not fit throws. */
interface CeremonyRules {
    /** WebAuthn L3 §7.1. */
    void verify(RegistrationData data, RegistrationParameters expected);

    /** WebAuthn L3 §7.2, and notes the new counter. */
    void verify(AuthenticationData data, AuthenticationParameters expected);

    /** As webauthn4j has them, and two things that it does not look at. */
    record Strict(WebAuthnManager manager) implements CeremonyRules {
        /** id-fido-gen-ce-aaguid, WebAuthn L3 §8.2.1. */
        private static final String AAGUID = "1.3.6.1.4.1.45724.1.1.4";

        /** id-fido-gen-ce-sernum, WebAuthn L3 §8.2.2: of enterprise attestation, which the portal does not ask for. */
        private static final String SERIAL_NUMBER = "1.3.6.1.4.1.45724.1.1.2";

        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            manager.verify(data, expected);
            AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
            if (attestation.getAttestationStatement() instanceof CertificateBaseAttestationStatement certified
                    && certified.getX5c() != null) {
                check(certified.getX5c().getEndEntityAttestationCertificate().getCertificate());
            }
        }

        private static void check(X509Certificate leaf) {
            Set<String> critical = leaf.getCriticalExtensionOIDs();
            if (critical != null && critical.contains(AAGUID)) {
                throw new IllegalArgumentException("the extension with the AAGUID must not be critical");
            }
            if (leaf.getExtensionValue(SERIAL_NUMBER) != null) {
                throw new IllegalArgumentException("a certificate for one key, which says which");
            }
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            manager.verify(data, expected);
        }
    }
}
