package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.harness.device.TpmStructures;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Statements as platforms make them, WebAuthn L3 §8.3, §8.4 and §8.8, each part passing through a seam. */
final class PlatformStatements {
    private static final long ES256 = -7;

    private PlatformStatements() {}

    /** Where a statement of a TPM can be made wrong. */
    static final class Tpm {
        private static final ASN1ObjectIdentifier TCG = new ASN1ObjectIdentifier("2.23.133");

        private String version = "2.0";
        private UnaryOperator<Bytes> certInfo = info -> info;
        private UnaryOperator<Bytes> attested = digest -> digest;
        private UnaryOperator<EcKey> certified = key -> key;
        private UnaryOperator<EcKey> published = key -> key;
        private boolean maker = true;
        private boolean purpose = true;
        private UnaryOperator<Leaf> leaf = made -> made;

        Tpm version(String other) {
            version = other;
            return this;
        }

        /** The octets that the attestation key signs. */
        Tpm certInfo(UnaryOperator<Bytes> change) {
            certInfo = change;
            return this;
        }

        /** What is vouched for: the hash over authenticator data and client data's hash. */
        Tpm attested(UnaryOperator<Bytes> change) {
            attested = change;
            return this;
        }

        /** The key whose name stands in certInfo. */
        Tpm certified(UnaryOperator<EcKey> change) {
            certified = change;
            return this;
        }

        /** The key that certInfo and pubArea are about. */
        Tpm published(UnaryOperator<EcKey> change) {
            published = change;
            return this;
        }

        Tpm withoutMaker() {
            maker = false;
            return this;
        }

        Tpm withoutPurpose() {
            purpose = false;
            return this;
        }

        Tpm leaf(UnaryOperator<Leaf> change) {
            leaf = change;
            return this;
        }

        Attester attester(Issuer issuer) {
            AttestationChain chain = AttestationChain.of(leaf.apply(certificate()), issuer);
            return material -> {
                EcKey key = published.apply(material.credential().ec());
                Bytes pubArea = TpmStructures.publicArea(key.javaPublicKey());
                Bytes named = TpmStructures.publicArea(certified.apply(key).javaPublicKey());
                Bytes info = certInfo.apply(
                        TpmStructures.certifyInfo(named, attested.apply(Hash.sha256(material.signed()))));
                return new Attester.Statement(
                        "tpm",
                        new CborMapBuilder()
                                .put("ver", CborValue.of(version))
                                .put("alg", CborValue.of(ES256))
                                .put("x5c", chain.x5c())
                                .put("sig", CborValue.of(chain.sign(info, issuer.random())))
                                .put("certInfo", CborValue.of(info))
                                .put("pubArea", CborValue.of(pubArea))
                                .build());
            };
        }

        private Leaf certificate() {
            Leaf made = Leaf.of("");
            if (maker) {
                X500Name name = new X500NameBuilder()
                        .addRDN(TCG.branch("2.1"), new DERUTF8String("id:FFFFF1D0"))
                        .addRDN(TCG.branch("2.2"), new DERUTF8String("Aikagi Probe TPM"))
                        .addRDN(TCG.branch("2.3"), new DERUTF8String("id:00010000"))
                        .build();
                made.with(
                        Extension.subjectAlternativeName,
                        true,
                        new GeneralNames(new GeneralName(GeneralName.directoryName, name)));
            }
            if (purpose) {
                made.with(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.getInstance(TCG.branch("8.3"))));
            }
            return made;
        }
    }

    /** Where a statement of an Android keystore can be made wrong. */
    static final class AndroidKey {
        private static final ASN1ObjectIdentifier KEY_DESCRIPTION =
                new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17");
        private static final int PURPOSE = 1;
        private static final int ALL_APPLICATIONS = 600;
        private static final int ORIGIN = 702;

        private UnaryOperator<Bytes> challenge = hash -> hash;
        private UnaryOperator<EcKey> key = own -> own;
        private boolean allApplications;
        private int origin;
        private int purpose = 2;

        AndroidKey challenge(UnaryOperator<Bytes> change) {
            challenge = change;
            return this;
        }

        /** The key in the certificate, which signs. */
        AndroidKey key(UnaryOperator<EcKey> change) {
            key = change;
            return this;
        }

        AndroidKey forAllApplications() {
            allApplications = true;
            return this;
        }

        /** KM_ORIGIN: 0 generated, 2 imported. */
        AndroidKey origin(int other) {
            origin = other;
            return this;
        }

        /** KM_PURPOSE: 2 sign, 3 verify. */
        AndroidKey purpose(int other) {
            purpose = other;
            return this;
        }

        Attester attester(Issuer issuer) {
            return material -> {
                EcKey signing = key.apply(material.credential().ec());
                Bytes certificate = Leaf.of("CN=Android Keystore Key")
                        .with(KEY_DESCRIPTION, false, description(challenge.apply(material.clientDataHash())))
                        .issued(signing.javaPublicKey(), issuer);
                return new Attester.Statement(
                        "android-key",
                        new CborMapBuilder()
                                .put("alg", CborValue.of(ES256))
                                .put("sig", CborValue.of(signing.sign(material.signed())))
                                .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                                .build());
            };
        }

        private DERSequence description(Bytes asked) {
            ASN1Encodable purposes = new DERTaggedObject(true, PURPOSE, new DERSet(new ASN1Integer(purpose)));
            ASN1Encodable made = new DERTaggedObject(true, ORIGIN, new ASN1Integer(origin));
            ASN1Encodable shared = new DERTaggedObject(true, ALL_APPLICATIONS, DERNull.INSTANCE);
            ASN1Encodable[] enforced = allApplications
                    ? new ASN1Encodable[] {purposes, shared, made}
                    : new ASN1Encodable[] {purposes, made};
            return new DERSequence(new ASN1Encodable[] {
                new ASN1Integer(3),
                new ASN1Enumerated(1),
                new ASN1Integer(4),
                new ASN1Enumerated(1),
                new DEROctetString(asked.toArray()),
                new DEROctetString(new byte[0]),
                new DERSequence(),
                new DERSequence(enforced)
            });
        }
    }

    /** Where a statement of an Apple device can be made wrong. */
    static final class Apple {
        private static final ASN1ObjectIdentifier NONCE = new ASN1ObjectIdentifier("1.2.840.113635.100.8.2");

        private UnaryOperator<Bytes> nonce = digest -> digest;
        private UnaryOperator<EcKey> key = own -> own;

        Apple nonce(UnaryOperator<Bytes> change) {
            nonce = change;
            return this;
        }

        /** The key in the certificate. */
        Apple key(UnaryOperator<EcKey> change) {
            key = change;
            return this;
        }

        Attester attester(Issuer issuer) {
            return material -> {
                Bytes digest = nonce.apply(Hash.sha256(material.signed()));
                Bytes certificate = Leaf.of("O=Aikagi,OU=AAA Certification,CN=Aikagi Probe Credential")
                        .with(
                                NONCE,
                                false,
                                new DERSequence(new DERTaggedObject(true, 1, new DEROctetString(digest.toArray()))))
                        .issued(key.apply(material.credential().ec()).javaPublicKey(), issuer);
                return new Attester.Statement(
                        "apple",
                        new CborMapBuilder()
                                .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                                .build());
            };
        }
    }
}
