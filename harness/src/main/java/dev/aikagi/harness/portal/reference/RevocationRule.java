package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.attestation.statement.AttestationCertificatePath;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether certificates of an attestation are still good (WebAuthn L3 §13.4.5). */
@FunctionalInterface
interface RevocationRule {
    /** Nobody is asked. */
    RevocationRule UNASKED = path -> true;

    /** None of what the anchors have signed themselves was taken back; lists of those below them are not known. */
    static RevocationRule by(Set<TrustAnchor> anchors, Supplier<X509CRL> list) {
        return path -> {
            try {
                CertPathValidator validator = CertPathValidator.getInstance("PKIX");
                PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
                checker.setOptions(EnumSet.of(
                        PKIXRevocationChecker.Option.PREFER_CRLS,
                        PKIXRevocationChecker.Option.NO_FALLBACK,
                        PKIXRevocationChecker.Option.SOFT_FAIL));
                PKIXParameters parameters = new PKIXParameters(anchors);
                parameters.addCertStore(
                        CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list.get()))));
                parameters.addCertPathChecker(checker);
                validator.validate(path, parameters);
                return true;
            } catch (GeneralSecurityException e) {
                return false;
            }
        };
    }

    boolean isGood(CertPath path);

    /** What bears no certificate cannot lose one. */
    default boolean isGood(@Nullable AttestationStatement statement) {
        AttestationCertificatePath certificates =
                statement instanceof CertificateBaseAttestationStatement based ? based.getX5c() : null;
        return certificates == null || isGood(certificates.createCertPath());
    }
}
