package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** What a certificate says, before it is signed; whatever is set may be wrong. */
final class Leaf {
    private static final ASN1ObjectIdentifier AAGUID = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4");
    private static final ASN1ObjectIdentifier SERIAL_NUMBER = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.2");

    private String subject;
    private int version = 3;
    private boolean authority;
    private Period period = Period.NOW;
    private String curve = "secp256r1";
    private final List<Extension> extensions = new ArrayList<>();

    private Leaf(String subject) {
        this.subject = subject;
    }

    /** When it is valid, in days from the portal's now; a portal may be put forward, and its libraries not. */
    enum Period {
        NOW(-400, 3650),
        OVER(-900, -500),
        TO_COME(3000, 3650);

        private final int from;
        private final int to;

        Period(int from, int to) {
            this.from = from;
            this.to = to;
        }
    }

    /** As WebAuthn L3 §8.2.1 wants it; without a model none is named. */
    static Leaf right(Bytes model) {
        Leaf leaf = new Leaf("C=JP,O=Aikagi,OU=Authenticator Attestation,CN=Aikagi Probe");
        return model.isEmpty() ? leaf : leaf.withModel(model, false);
    }

    static Leaf of(String subject) {
        return new Leaf(subject);
    }

    static Leaf authority(String subject, Period period) {
        return new Leaf(subject).asAuthority().during(period);
    }

    Leaf withSubject(String other) {
        subject = other;
        return this;
    }

    Leaf ofVersion1() {
        version = 1;
        return this;
    }

    Leaf asAuthority() {
        authority = true;
        return this;
    }

    Leaf during(Period other) {
        period = other;
        return this;
    }

    Leaf onCurve(String other) {
        curve = other;
        return this;
    }

    /** id-fido-gen-ce-aaguid, in place of another. */
    Leaf withModel(Bytes model, boolean critical) {
        extensions.removeIf(extension -> extension.getExtnId().equals(AAGUID));
        return with(AAGUID, critical, new DEROctetString(model.toArray()));
    }

    /** id-fido-gen-ce-sernum. */
    Leaf withSerialNumber() {
        return with(SERIAL_NUMBER, false, new DEROctetString(new byte[] {1, 2, 3, 4}));
    }

    Leaf with(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(
                    new Extension(identifier, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String curve() {
        return curve;
    }

    /** Signed, in DER. */
    Bytes issued(PublicKey key, Issuer issuer) {
        BigInteger serial = new BigInteger(63, issuer.random()).add(BigInteger.ONE);
        Date from = Date.from(issuer.now().plus(Duration.ofDays(period.from)));
        Date to = Date.from(issuer.now().plus(Duration.ofDays(period.to)));
        X500Name name = new X500Name(subject);
        try {
            if (version == 1) {
                return der(new JcaX509v1CertificateBuilder(issuer.name(), serial, from, to, name, key)
                        .build(issuer.signer()));
            }
            var builder = new JcaX509v3CertificateBuilder(issuer.name(), serial, from, to, name, key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return der(builder.build(issuer.signer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes der(X509CertificateHolder certificate) throws IOException {
        return Bytes.of(certificate.getEncoded());
    }
}
