package dev.aikagi.harness.portal.reference;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A metadata BLOB as it came: a JSON Web Signature in compact form (RFC 7515 §7.1). */
final class SignedBlob {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> ALGORITHMS = Map.of("ES256", "SHA256withECDSA", "RS256", "SHA256withRSA");

    private final String signed;
    private final byte[] signature;
    private final JsonNode header;
    private final JsonNode payload;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is none
     */
    SignedBlob(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no JSON Web Signature");
        }
        this.signed = parts[0] + "." + parts[1];
        this.header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        this.payload = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        this.signature = Base64.getUrlDecoder().decode(parts[2]);
    }

    JsonNode payload() {
        return payload;
    }

    /**
     * Verifies algorithm, chain and signature.
     *
     * @param revoked what the root has revoked
     * @throws IllegalArgumentException if one of them does not hold
     */
    void verify(X509Certificate root, X509CRL revoked, Instant now) {
        String algorithm = ALGORITHMS.get(header.path("alg").asString(""));
        if (algorithm == null) {
            throw new IllegalArgumentException("not an algorithm that is accepted");
        }
        try {
            List<X509Certificate> chain = chain();
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setDate(Date.from(now));
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(revoked))));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
            if (!isSignedBy(chain.get(0), algorithm)) {
                throw new IllegalArgumentException("the signature is wrong");
            }
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException("the signer is not to be believed", e);
        }
    }

    /** x5c alone: a chain that has to be fetched from elsewhere is not. */
    private List<X509Certificate> chain() throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode certificate : header.path("x5c")) {
            byte[] der = Base64.getDecoder().decode(certificate.asString(""));
            chain.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificates");
        }
        return chain;
    }

    private boolean isSignedBy(X509Certificate leaf, String algorithm)
            throws GeneralSecurityException, java.io.IOException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(leaf.getPublicKey());
        verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(algorithm.endsWith("ECDSA") ? der() : signature);
    }

    /** JOSE has r and s side by side, Java wants them in DER. */
    private byte[] der() throws java.io.IOException {
        int half = signature.length / 2;
        BigInteger r = new BigInteger(1, Arrays.copyOf(signature, half));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
        return StandardDSAEncoding.INSTANCE.encode(null, r, s);
    }
}
