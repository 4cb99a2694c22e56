package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** RFC 5280 certificates, with the FIDO extension that names the model (WebAuthn §8.2.1). */
final class CertificateDecoder {
    private static final String FIDO_AAGUID = "1.3.6.1.4.1.45724.1.1.4";

    private CertificateDecoder() {}

    static void show(Bytes encoded, Tree tree) throws DecodeException {
        X509Certificate certificate = parse(encoded);
        tree.line("subject", certificate.getSubjectX500Principal().getName());
        tree.line("issuer", certificate.getIssuerX500Principal().getName());
        tree.line("serial", certificate.getSerialNumber().toString(16));
        tree.line(
                "validity",
                certificate.getNotBefore().toInstant() + " to "
                        + certificate.getNotAfter().toInstant());
        tree.line("key", key(certificate.getPublicKey()));
        tree.line("signature", certificate.getSigAlgName());
        tree.line("authority", certificate.getBasicConstraints() < 0 ? "no" : "yes");
        byte[] aaguid = certificate.getExtensionValue(FIDO_AAGUID);
        if (aaguid != null) {
            aaguid(tree, Bytes.of(aaguid));
        }
    }

    /** The extension's value is an OCTET STRING in the OCTET STRING in which every value stands: 04 12 04 10 aaguid. */
    private static void aaguid(Tree tree, Bytes value) {
        boolean wellFormed = value.size() == 20 && value.slice(0, 4).hex().equals("04120410");
        tree.line(
                "id-fido-gen-ce-aaguid",
                wellFormed ? CoseNames.aaguid(value.slice(4, 20)) : "h'" + value.hex() + "' (malformed)");
    }

    private static X509Certificate parse(Bytes encoded) throws DecodeException {
        try {
            var in = new ByteArrayInputStream(encoded.toArray());
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (encoded.at(0) == 0x30 && in.available() > 0) {
                throw new DecodeException(in.available() + " bytes follow the certificate");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new DecodeException("not an X.509 certificate: "
                    + String.valueOf(e.getMessage()).replace("java.io.IOException: ", ""));
        }
    }

    private static String key(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return "EC, " + ec.getParams().getOrder().bitLength() + " bits";
        }
        if (key instanceof RSAPublicKey rsa) {
            return "RSA, " + rsa.getModulus().bitLength() + " bits";
        }
        return key.getAlgorithm();
    }
}
