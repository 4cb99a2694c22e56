package dev.aikagi.harness.portal.reference;

import java.net.URI;
import java.security.cert.X509Certificate;

/**
 * Which FIDO metadata service the portal asks for models that it may trust.
 *
 * @param blob where the BLOB is
 * @param crl where the list of revoked signers is
 * @param root what the signer's chain has to end in
 */
public record MetadataSettings(URI blob, URI crl, X509Certificate root) {}
