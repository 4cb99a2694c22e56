package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationInput;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * WebAuthn L3 §8.4 android-key: the credential's own key signs, and its certificate says where it was made.
 *
 * <pre>
 *   KeyDescription: version, security level, keymaster version and level, challenge, unique id,
 *                   what software enforces, what the trusted environment enforces
 * </pre>
 */
final class AndroidKeyAttestation implements AttestationFormat {
    private static final ASN1ObjectIdentifier KEY_DESCRIPTION = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17");
    private static final X500Name SUBJECT = new X500Name("CN=Android Keystore Key");

    private static final int TRUSTED_ENVIRONMENT = 1;
    private static final int PURPOSE = 1;
    private static final int PURPOSE_SIGN = 2;
    private static final int ORIGIN = 702;
    private static final int ORIGIN_GENERATED = 0;

    private final AttestationAuthority authority;

    AndroidKeyAttestation(AttestationAuthority authority) {
        this.authority = authority;
    }

    @Override
    public String identifier() {
        return "android-key";
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        Bytes certificate = authority.issue(
                SUBJECT,
                credential.javaPublicKey(),
                AttestationAuthority.extension(KEY_DESCRIPTION, false, description(input.clientDataHash())));
        return new CborMapBuilder()
                .put("alg", CborValue.of(credential.algorithm().id()))
                .put("sig", CborValue.of(credential.sign(input.signedData(), random)))
                .put("x5c", CborValue.of(List.of(CborValue.of(certificate))))
                .build();
    }

    private static DERSequence description(Bytes challenge) {
        return new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(3),
            new ASN1Enumerated(TRUSTED_ENVIRONMENT),
            new ASN1Integer(4),
            new ASN1Enumerated(TRUSTED_ENVIRONMENT),
            new DEROctetString(challenge.toArray()),
            new DEROctetString(new byte[0]),
            new DERSequence(),
            new DERSequence(new ASN1Encodable[] {
                new DERTaggedObject(true, PURPOSE, new DERSet(new ASN1Integer(PURPOSE_SIGN))),
                new DERTaggedObject(true, ORIGIN, new ASN1Integer(ORIGIN_GENERATED))
            })
        });
    }
}
