package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.anchor.TrustAnchorRepository;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.verifier.attestation.statement.AttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.DefaultCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;

/**
 * Which attestation is believed (WebAuthn L3 §7.1 steps 21 to 24): none, packed with or without certificate, fido-u2f. Every
 * statement is verified. With trust anchors, only certificates that end in one of them will do.
 */
final class AttestationRules {
    private AttestationRules() {}

    static WebAuthnManager manager(WebAuthnPolicy policy) {
        boolean anchored = !policy.trustAnchors().isEmpty();
        List<AttestationStatementVerifier> certified =
                List.of(new PackedAttestationStatementVerifier(), new FIDOU2FAttestationStatementVerifier());
        List<AttestationStatementVerifier> all =
                List.of(new NoneAttestationStatementVerifier(), certified.get(0), certified.get(1));
        CertPathTrustworthinessVerifier trust = anchored
                ? new DefaultCertPathTrustworthinessVerifier(new Anchors(policy.trustAnchors()))
                : new NullCertPathTrustworthinessVerifier();
        DefaultSelfAttestationTrustworthinessVerifier self = new DefaultSelfAttestationTrustworthinessVerifier();
        self.setSelfAttestationAllowed(!anchored);
        return new WebAuthnManager(anchored ? certified : all, trust, self);
    }

    /** The same anchors for every model. */
    private record Anchors(Set<TrustAnchor> all) implements TrustAnchorRepository {
        @Override
        public Set<TrustAnchor> find(AAGUID aaguid) {
            return all;
        }

        @Override
        public Set<TrustAnchor> find(byte[] attestationCertificateKeyIdentifier) {
            return all;
        }
    }
}
