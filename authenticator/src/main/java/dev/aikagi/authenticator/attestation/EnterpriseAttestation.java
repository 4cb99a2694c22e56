package dev.aikagi.authenticator.attestation;

import java.util.Set;

/**
 * CTAP 2.1 §7.1: attestation that may tell one key from another, for those who manage it.
 *
 * @param format vouches with a certificate that is this key's alone
 * @param vendorRpIds the relying parties that vendor-facilitated attestation (1) is for; platform-managed attestation
 *     (2) is for whom the platform says
 */
public record EnterpriseAttestation(AttestationFormat format, Set<String> vendorRpIds) {
    public static final long VENDOR_FACILITATED = 1;
    public static final long PLATFORM_MANAGED = 2;

    public EnterpriseAttestation {
        vendorRpIds = Set.copyOf(vendorRpIds);
    }

    /** Whether a request of that kind gets it at that relying party. */
    public boolean serves(long kind, String rpId) {
        return kind == PLATFORM_MANAGED || vendorRpIds.contains(rpId);
    }
}
