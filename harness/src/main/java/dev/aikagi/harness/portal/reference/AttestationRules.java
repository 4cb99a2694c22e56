package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.anchor.TrustAnchorRepository;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.verifier.attestation.statement.AttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.DefaultCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;

/**
 * Which attestation is believed (WebAuthn L3 §7.1 steps 21 to 24): none, packed with or without certificate, fido-u2f, tpm,
 * android-key, apple. Every statement is verified. With trust anchors, certificates have to end in one of them.
 */
final class AttestationRules {
    private AttestationRules() {}

    /** Who looks whether a certificate can be trusted. */
    static CertPathTrustworthinessVerifier trust(WebAuthnPolicy policy) {
        return policy.trustAnchors().isEmpty()
                ? new NullCertPathTrustworthinessVerifier()
                : new DefaultCertPathTrustworthinessVerifier(new Anchors(policy.trustAnchors()));
    }

    /** The same, by whoever knows the anchors of each model. */
    static CertPathTrustworthinessVerifier trust(TrustAnchorRepository anchors) {
        return new DefaultCertPathTrustworthinessVerifier(anchors);
    }

    static WebAuthnManager manager(CertPathTrustworthinessVerifier trust) {
        List<AttestationStatementVerifier> all = List.of(
                new NoneAttestationStatementVerifier(),
                new PackedAttestationStatementVerifier(),
                new FIDOU2FAttestationStatementVerifier(),
                new TPMAttestationStatementVerifier(),
                new AndroidKeyAttestationStatementVerifier(),
                new AppleAnonymousAttestationStatementVerifier());
        return new WebAuthnManager(all, trust, new DefaultSelfAttestationTrustworthinessVerifier());
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
