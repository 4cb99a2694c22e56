package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationInput;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;

/** WebAuthn L3 §8.8 apple: the credential's certificate holds a nonce of what is vouched for; nothing is signed besides. */
final class AppleAttestation implements AttestationFormat {
    private static final ASN1ObjectIdentifier NONCE = new ASN1ObjectIdentifier("1.2.840.113635.100.8.2");
    private static final X500Name SUBJECT =
            new X500Name("O=Aikagi,OU=AAA Certification,CN=Aikagi Test Apple Credential");

    private final AttestationAuthority authority;

    AppleAttestation(AttestationAuthority authority) {
        this.authority = authority;
    }

    @Override
    public String identifier() {
        return "apple";
    }

    @Override
    public boolean fits(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.ES256;
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        var nonce = new DERSequence(new DERTaggedObject(true, 1, new DEROctetString(sha256(input.signedData()))));
        Bytes certificate = authority.issue(
                SUBJECT, credential.javaPublicKey(), AttestationAuthority.extension(NONCE, false, nonce));
        return new CborMapBuilder()
                .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                .build();
    }

    static byte[] sha256(Bytes message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message.toArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
