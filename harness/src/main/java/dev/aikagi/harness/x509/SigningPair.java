package dev.aikagi.harness.x509;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An elliptic-curve pair that signs certificates and lists of revoked ones: ECDSA with SHA-256 (RFC 5758 §3.2).
 *
 * @param random for the signatures
 */
public record SigningPair(KeyPair keys, SecureRandom random) {
    /** A new pair on P-256. */
    public static SigningPair p256(SecureRandom random) {
        return new SigningPair(keyPair("secp256r1", random), random);
    }

    /**
     * A new pair.
     *
     * @param curve as Java names it, such as {@code secp384r1}
     */
    public static KeyPair keyPair(String curve, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + curve, e);
        }
    }

    /** Signs whatever it is given, also what no authority should. */
    public ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setSecureRandom(random)
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("this Java platform cannot sign with ECDSA", e);
        }
    }

    /** Signs a certificate. */
    public X509Certificate sign(X509v3CertificateBuilder certificate) {
        try {
            return new JcaX509CertificateConverter().getCertificate(certificate.build(signer()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot read a certificate that was made here", e);
        }
    }

    /** Signs a list of revoked certificates. */
    public X509CRL sign(X509v2CRLBuilder list) {
        try {
            return new JcaX509CRLConverter().getCRL(list.build(signer()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot read a list that was made here", e);
        }
    }
}
