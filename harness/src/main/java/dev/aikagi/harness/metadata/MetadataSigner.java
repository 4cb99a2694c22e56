package dev.aikagi.harness.metadata;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.x509.SigningPair;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A root and the key below it that signs BLOBs: RFC 7515 compact serialisation, ES256. */
public final class MetadataSigner {
    private static final X500Name ROOT = new X500Name("C=JP,O=Aikagi,CN=Aikagi Test Metadata Root");
    private static final X500Name LEAF = new X500Name("C=JP,O=Aikagi,CN=Aikagi Test Metadata Signer");
    private static final BigInteger LEAF_NUMBER = BigInteger.valueOf(7);

    private final SecureRandom random;
    private final Instant made;
    private final SigningPair rootKey;
    private final SigningPair leafKey;
    private final X509Certificate root;
    private final X509Certificate leaf;

    /** Makes both keys. */
    public MetadataSigner(Instant now, SecureRandom random) {
        this.random = random;
        this.made = now.minus(Duration.ofDays(400));
        this.rootKey = SigningPair.p256(random);
        this.leafKey = SigningPair.p256(random);
        this.root = certificate(ROOT, rootKey, BigInteger.ONE, true);
        this.leaf = certificate(LEAF, leafKey, LEAF_NUMBER, false);
    }

    /** What portals are told to trust. */
    public X509Certificate root() {
        return root;
    }

    /** A BLOB, signed as its header says; {@code none} not at all, HS256 with the certificate for a secret. */
    public String sign(MetadataBlob blob) {
        try {
            String signed =
                    part(blob.header(List.of(Bytes.of(leaf.getEncoded()))).getBytes(StandardCharsets.UTF_8))
                            + "."
                            + part(blob.payload().getBytes(StandardCharsets.UTF_8));
            return signed + "." + part(signature(blob.algorithm(), signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }

    private byte[] signature(String algorithm, byte[] signed) throws GeneralSecurityException, IOException {
        return switch (algorithm) {
            case "none" -> new byte[0];
            case "HS256" -> {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(leaf.getEncoded(), "HmacSHA256"));
                yield mac.doFinal(signed);
            }
            default -> {
                var signature = java.security.Signature.getInstance("SHA256withECDSA");
                signature.initSign(leafKey.keys().getPrivate(), random);
                signature.update(signed);
                BigInteger order = ((java.security.interfaces.ECPrivateKey)
                                leafKey.keys().getPrivate())
                        .getParams()
                        .getOrder();
                BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order, signature.sign());
                yield PlainDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
            }
        };
    }

    private static String part(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** A list of revoked certificates (RFC 5280 §5), with the one that signs BLOBs on it or not. */
    Bytes revoked(boolean signing) {
        X509v2CRLBuilder list = new X509v2CRLBuilder(ROOT, Date.from(made));
        list.setNextUpdate(Date.from(made.plus(Duration.ofDays(4000))));
        if (signing) {
            list.addCRLEntry(LEAF_NUMBER, Date.from(made), CRLReason.keyCompromise);
        }
        try {
            return Bytes.of(rootKey.sign(list).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a list of revoked certificates cannot be written", e);
        }
    }

    private X509Certificate certificate(X500Name subject, SigningPair key, BigInteger number, boolean authority) {
        var builder = new JcaX509v3CertificateBuilder(
                ROOT,
                number,
                Date.from(made),
                Date.from(made.plus(Duration.ofDays(4000))),
                subject,
                key.keys().getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            return rootKey.sign(builder);
        } catch (IOException e) {
            throw new IllegalStateException("this Java platform cannot make certificates", e);
        }
    }
}
