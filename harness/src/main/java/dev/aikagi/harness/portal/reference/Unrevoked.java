package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.exception.CertificateException;
import java.time.Instant;

/** Who looks whether a certificate can be trusted, and then whether it was taken back. */
record Unrevoked(CertPathTrustworthinessVerifier trust, RevocationRule rule)
        implements CertPathTrustworthinessVerifier {
    @Override
    public void verify(AAGUID aaguid, CertificateBaseAttestationStatement statement, Instant when) {
        trust.verify(aaguid, statement, when);
        if (!rule.isGood(statement)) {
            throw new CertificateException("a certificate of the attestation was taken back");
        }
    }
}
