package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An attestation key with a certificate as WebAuthn L3 §8.2.1 wants it, or with one thing wrong in it. Whoever trusts no
 * root in particular takes it as it takes any other.
 */
final class AttestationChain {
    private static final ASN1ObjectIdentifier AAGUID = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4");
    private static final X500Name ISSUER = new X500Name("C=JP,O=Aikagi,CN=Aikagi Probe Root");
    private static final long ES256 = -7;

    private final KeyPair key;
    private final Bytes certificate;

    private AttestationChain(KeyPair key, Bytes certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * What a leaf says.
     *
     * @param version 3, or 1
     * @param authority CA:TRUE
     * @param aaguid of its extension; none if empty
     * @param critical whether that extension is critical
     */
    record Leaf(String subject, int version, boolean authority, Bytes aaguid, boolean critical) {
        static Leaf right(Bytes model) {
            return new Leaf("C=JP,O=Aikagi,OU=Authenticator Attestation,CN=Aikagi Probe", 3, false, model, false);
        }

        Leaf withSubject(String other) {
            return new Leaf(other, version, authority, aaguid, critical);
        }

        Leaf ofVersion1() {
            return new Leaf(subject, 1, false, Bytes.EMPTY, false);
        }

        Leaf asAuthority() {
            return new Leaf(subject, version, true, aaguid, critical);
        }

        Leaf withAaguid(Bytes other) {
            return new Leaf(subject, version, authority, other, critical);
        }

        Leaf withCriticalAaguid() {
            return new Leaf(subject, version, authority, aaguid, true);
        }
    }

    static AttestationChain of(Leaf leaf, Instant now, SecureRandom random) {
        try {
            KeyPair root = keyPair(random);
            KeyPair key = keyPair(random);
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .setSecureRandom(random)
                    .build(root.getPrivate());
            return new AttestationChain(
                    key, Bytes.of(certificate(leaf, key, now, signer).getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this Java platform cannot make certificates", e);
        }
    }

    private static X509CertificateHolder certificate(Leaf leaf, KeyPair key, Instant now, ContentSigner signer)
            throws IOException {
        BigInteger serial = BigInteger.valueOf(4711);
        Date from = Date.from(now.minus(Duration.ofDays(1)));
        Date to = Date.from(now.plus(Duration.ofDays(3650)));
        X500Name subject = new X500Name(leaf.subject());
        if (leaf.version() == 1) {
            return new JcaX509v1CertificateBuilder(ISSUER, serial, from, to, subject, key.getPublic()).build(signer);
        }
        var builder = new JcaX509v3CertificateBuilder(ISSUER, serial, from, to, subject, key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(leaf.authority()));
        if (!leaf.aaguid().isEmpty()) {
            builder.addExtension(
                    AAGUID, leaf.critical(), new DEROctetString(leaf.aaguid().toArray()));
        }
        return builder.build(signer);
    }

    private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** §8.2, signed with this key. */
    Attester packed(SecureRandom random) {
        return packed(ES256, material -> sign(material.signed(), random));
    }

    /** §8.2 with this certificate, and an algorithm and a signature that may be others. */
    Attester packed(long algorithm, Signing signing) {
        return material -> new Attester.Statement(
                "packed",
                new CborMapBuilder()
                        .put("alg", CborValue.of(algorithm))
                        .put("sig", CborValue.of(signing.of(material)))
                        .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                        .build());
    }

    /** §8.6, the signature over whatever is given. */
    Attester u2f(Signing signed, SecureRandom random) {
        return material -> new Attester.Statement(
                "fido-u2f",
                new CborMapBuilder()
                        .put("sig", CborValue.of(sign(signed.of(material), random)))
                        .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                        .build());
    }

    /** Octets from what is attested. */
    @FunctionalInterface
    interface Signing {
        Bytes of(Attester.Material material);
    }

    /** §8.6: 0x00 ‖ rpIdHash ‖ clientDataHash ‖ credentialId ‖ 0x04 ‖ x ‖ y. */
    static Bytes u2fData(Attester.Material material) {
        return Bytes.concat(
                Bytes.of((byte) 0),
                material.authData().slice(0, 32),
                material.clientDataHash(),
                material.credential().id(),
                Bytes.of((byte) 4),
                material.credential().ec().x(),
                material.credential().ec().y());
    }

    private Bytes sign(Bytes data, SecureRandom random) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate(), random);
            signature.update(data.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }
}
