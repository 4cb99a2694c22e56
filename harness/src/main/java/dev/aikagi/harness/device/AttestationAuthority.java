package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.FidoU2fAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.harness.x509.SigningPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Who makes batch attestation keys: a root of its own, and certificates as WebAuthn L3 §8.2.1 requires them. */
public final class AttestationAuthority {
    /** id-fido-gen-ce-aaguid. */
    private static final ASN1ObjectIdentifier AAGUID = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4");

    private static final X500Name ROOT = new X500Name("C=JP,O=Aikagi,CN=Aikagi Test Attestation Root");
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final InstantSource clock;
    private final SecureRandom random;
    private final SigningPair rootKey;
    private final X509Certificate root;
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();

    public AttestationAuthority(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        this.rootKey = SigningPair.p256(random);
        this.root = certificate(ROOT, rootKey.keys(), true, Bytes.EMPTY);
    }

    /** An authority that was kept beside a key, as {@link #keptBy} has it. */
    private AttestationAuthority(InstantSource clock, SecureRandom random, AttestationKey kept) {
        this.clock = clock;
        this.random = random;
        this.root = certificate(kept.chain().get(0));
        this.rootKey = new SigningPair(new KeyPair(root.getPublicKey(), kept.privateKey()), random);
    }

    /** The trust anchor that a relying party is given. */
    public X509Certificate root() {
        return root;
    }

    /** The root's name, for certificates that are made elsewhere. */
    public X500Name name() {
        return ROOT;
    }

    /** Signs whatever certificate it is given, also those that no authority should: that relying parties refuse them. */
    public ContentSigner signer() {
        return rootKey.signer();
    }

    /** Takes back a certificate that this authority has signed. */
    public void revoke(X509Certificate certificate) {
        revoked.add(certificate.getSerialNumber());
    }

    /** What it has taken back so far (RFC 5280 §5). A portal's clock may be put forward, and its libraries' not. */
    public X509CRL revoked() {
        Date issued = Date.from(clock.instant().minus(Duration.ofDays(400)));
        X509v2CRLBuilder list = new X509v2CRLBuilder(ROOT, issued);
        list.setNextUpdate(Date.from(clock.instant().plus(VALIDITY)));
        revoked.forEach(number -> list.addCRLEntry(number, issued, CRLReason.cACompromise));
        return rootKey.sign(list);
    }

    /**
     * A batch key for all keys of a model.
     *
     * @param aaguid the model, 16 bytes
     */
    public AttestationKey batchKey(Bytes aaguid) {
        return batchKey(aaguid, keyPair());
    }

    private AttestationKey batchKey(Bytes aaguid, KeyPair pair) {
        X500Name subject = new X500Name("C=JP,O=Aikagi,OU=Authenticator Attestation,CN=Aikagi Test Batch");
        return kept(pair, certificate(subject, pair, false, aaguid));
    }

    private static AttestationKey kept(KeyPair pair, X509Certificate certificate) {
        try {
            return new AttestationKey(
                    CoseAlgorithm.ES256, pair.getPrivate(), List.of(Bytes.of(certificate.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a key of that kind vouches with certificates. */
    public static boolean neededBy(AuthenticatorProfile kind) {
        return kind.attestation() != AuthenticatorProfile.Attestation.NONE
                && kind.attestation() != AuthenticatorProfile.Attestation.SELF;
    }

    /** Whether a key of that kind has certificates made for each of its credentials. */
    static boolean certifiesEach(AuthenticatorProfile kind) {
        return kind.attestation() == AuthenticatorProfile.Attestation.ANDROID_KEY
                || kind.attestation() == AuthenticatorProfile.Attestation.APPLE;
    }

    /** How a new key of that kind vouches. */
    public AttestationFormat format(AuthenticatorProfile kind) {
        return switch (kind.attestation()) {
            case NONE -> new NoneAttestation();
            case SELF -> PackedAttestation.self();
            default -> format(kind, keptBy(kind, keyPair()), clock, random);
        };
    }

    /**
     * What a key of that kind keeps so that it can vouch: a key with its certificate, or all of this authority where each
     * credential is given one.
     *
     * @param pair on P-256, for the key
     * @throws IllegalArgumentException if a key of that kind takes no certificate
     */
    AttestationKey keptBy(AuthenticatorProfile kind, KeyPair pair) {
        return switch (kind.attestation()) {
            case BASIC -> batchKey(kind.aaguid(), pair);
            case FIDO_U2F -> batchKey(Bytes.EMPTY, pair);
            case TPM ->
                new AttestationKey(
                        CoseAlgorithm.ES256,
                        pair.getPrivate(),
                        List.of(TpmAttestation.certificate(this, pair.getPublic())));
            case ANDROID_KEY, APPLE -> kept(rootKey.keys(), root);
            case NONE, SELF -> throw new IllegalArgumentException(kind.name() + " vouches without certificates");
        };
    }

    /** How a key vouches with what {@link #keptBy} has given it. */
    static AttestationFormat format(
            AuthenticatorProfile kind, AttestationKey kept, InstantSource clock, SecureRandom random) {
        return switch (kind.attestation()) {
            case NONE -> new NoneAttestation();
            case SELF -> PackedAttestation.self();
            case BASIC -> PackedAttestation.basic(kept);
            case FIDO_U2F -> new FidoU2fAttestation(kept);
            case TPM -> new TpmAttestation(kept.privateKey(), kept.chain().get(0));
            case ANDROID_KEY -> new AttestationAuthority(clock, random, kept).androidKey();
            case APPLE -> new AttestationAuthority(clock, random, kept).apple();
        };
    }

    /** How an Android phone's keystore vouches, under this authority's root instead of Google's. */
    public AttestationFormat androidKey() {
        return new AndroidKeyAttestation(this);
    }

    /** How an Apple device vouches, under this authority's root instead of Apple's. */
    public AttestationFormat apple() {
        return new AppleAttestation(this);
    }

    /** How a PC's TPM vouches, under this authority's root instead of its maker's. */
    public AttestationFormat tpm() {
        KeyPair attesting = keyPair();
        return new TpmAttestation(attesting.getPrivate(), TpmAttestation.certificate(this, attesting.getPublic()));
    }

    /** A certificate in DER, for a key that is made elsewhere. */
    Bytes issue(X500Name subject, PublicKey key, Extension... extensions) {
        try {
            return Bytes.of(
                    certificate(subject, key, false, List.of(extensions)).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(X500Name subject, KeyPair pair, boolean authority, Bytes aaguid) {
        List<Extension> model =
                aaguid.isEmpty() ? List.of() : List.of(extension(AAGUID, false, new DEROctetString(aaguid.toArray())));
        return certificate(subject, pair.getPublic(), authority, model);
    }

    static Extension extension(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
        try {
            return new Extension(identifier, critical, value.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509Certificate certificate(
            X500Name subject, PublicKey key, boolean authority, List<Extension> extensions) {
        Instant now = clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                ROOT,
                new BigInteger(63, random).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALIDITY)),
                subject,
                key);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return rootKey.sign(builder);
        } catch (CertIOException e) {
            throw new IllegalStateException("this Java platform cannot make certificates", e);
        }
    }

    private static X509Certificate certificate(Bytes encoded) {
        try {
            return new JcaX509CertificateConverter().getCertificate(new X509CertificateHolder(encoded.toArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made here", e);
        }
    }

    /** A pair on P-256. */
    KeyPair keyPair() {
        return SigningPair.p256(random).keys();
    }
}
