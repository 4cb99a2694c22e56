package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationInput;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * WebAuthn L3 §8.3 tpm: an attestation identity key certifies the credential's key, as TPM2_Certify does.
 *
 * @param attesting the attestation identity key, on P-256
 * @param certificate of it, as WebAuthn L3 §8.3.1 requires
 */
record TpmAttestation(PrivateKey attesting, Bytes certificate) implements AttestationFormat {
    private static final ASN1ObjectIdentifier TCG = new ASN1ObjectIdentifier("2.23.133");

    /** The identifier that the FIDO Alliance made up for test TPMs. */
    private static final String MANUFACTURER = "id:FFFFF1D0";

    @Override
    public String identifier() {
        return "tpm";
    }

    @Override
    public boolean fits(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.ES256 || algorithm == CoseAlgorithm.RS256;
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        Bytes pubArea = TpmStructures.publicArea(credential.javaPublicKey());
        Bytes certInfo = TpmStructures.certifyInfo(pubArea, Bytes.of(AppleAttestation.sha256(input.signedData())));
        return new CborMapBuilder()
                .put("ver", CborValue.of("2.0"))
                .put("alg", CborValue.of(CoseAlgorithm.ES256.id()))
                .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                .put("sig", CborValue.of(CredentialKey.sign(CoseAlgorithm.ES256, attesting, certInfo, random)))
                .put("certInfo", CborValue.of(certInfo))
                .put("pubArea", CborValue.of(pubArea))
                .build();
    }

    /** Without a subject: who made the TPM stands in the alternative name. */
    static Bytes certificate(AttestationAuthority authority, PublicKey attesting) {
        X500Name maker = new X500NameBuilder()
                .addRDN(TCG.branch("2.1"), new DERUTF8String(MANUFACTURER))
                .addRDN(TCG.branch("2.2"), new DERUTF8String("Aikagi Test TPM"))
                .addRDN(TCG.branch("2.3"), new DERUTF8String("id:00010000"))
                .build();
        return authority.issue(
                new X500Name(""),
                attesting,
                AttestationAuthority.extension(
                        Extension.subjectAlternativeName,
                        true,
                        new GeneralNames(new GeneralName(GeneralName.directoryName, maker))),
                AttestationAuthority.extension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.getInstance(TCG.branch("8.3")))));
    }

    /** Says nothing of the private key. */
    @Override
    public String toString() {
        return "TpmAttestation[]";
    }
}
