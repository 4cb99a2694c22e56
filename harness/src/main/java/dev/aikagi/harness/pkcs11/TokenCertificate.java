package dev.aikagi.harness.pkcs11;

import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate beside each private key: without one Java's key store finds no key in a token again. Nobody trusts it. */
final class TokenCertificate {
    /** RFC 5280 §4.1.2.5: there is no well-defined end. */
    private static final Date NO_END = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private TokenCertificate() {}

    /** Signed by the key itself, in the token. */
    static X509Certificate of(String name, KeyPair pair, CoseAlgorithm algorithm, Provider provider)
            throws GeneralSecurityException {
        X500Name subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
        var builder = new JcaX509v3CertificateBuilder(
                subject, BigInteger.ONE, Date.from(Instant.EPOCH), NO_END, subject, pair.getPublic());
        try {
            var signer = new JcaContentSignerBuilder(signatureAlgorithm(algorithm))
                    .setProvider(provider)
                    .build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String signatureAlgorithm(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.PS256
                ? CoseAlgorithm.RS256.signatureAlgorithm()
                : algorithm.signatureAlgorithm();
    }
}
