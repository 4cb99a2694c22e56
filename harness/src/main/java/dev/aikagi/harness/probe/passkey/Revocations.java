package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Takes certificates back in the name of the authority that the portal trusts. */
record Revocations(AttestationAuthority authority) {
    /**
     * The portal's.
     *
     * @throws NotApplicableException if it trusts no authority of ours, or does not ask it for its list
     */
    static Revocations of(Bench bench) {
        return bench.target()
                .attestationAuthority()
                .filter(any -> bench.target().asksForRevocations())
                .map(Revocations::new)
                .orElseThrow(() ->
                        new NotApplicableException("the portal asks no authority of ours what it has taken back"));
    }

    /** From now on it is on the list. */
    void revoke(Bytes certificate) {
        try {
            authority.revoke((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.toArray())));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was made here", e);
        }
    }
}
