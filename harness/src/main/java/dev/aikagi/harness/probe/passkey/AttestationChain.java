package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/** An attestation key and its certificates, the leaf first: as WebAuthn L3 §8.2.1 wants them, or with one thing wrong. */
final class AttestationChain {
    private static final long ES256 = -7;

    private final KeyPair key;
    private final List<Bytes> certificates;

    private AttestationChain(KeyPair key, List<Bytes> certificates) {
        this.key = key;
        this.certificates = List.copyOf(certificates);
    }

    static AttestationChain of(Leaf leaf, Issuer issuer) {
        KeyPair key = issuer.keyPair(leaf.curve());
        List<Bytes> certificates = new ArrayList<>(List.of(leaf.issued(key.getPublic(), issuer)));
        certificates.addAll(issuer.certificates());
        return new AttestationChain(key, certificates);
    }

    /** The same key with other certificates, or the same in another order. */
    AttestationChain with(List<Bytes> others) {
        return new AttestationChain(key, others);
    }

    List<Bytes> certificates() {
        return certificates;
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
                        .put("x5c", x5c())
                        .build());
    }

    /** §8.6, the signature over whatever is given. */
    Attester u2f(Signing signed, SecureRandom random) {
        return material -> new Attester.Statement(
                "fido-u2f",
                new CborMapBuilder()
                        .put("sig", CborValue.of(sign(signed.of(material), random)))
                        .put("x5c", x5c())
                        .build());
    }

    CborValue x5c() {
        return CborValue.of(certificates.stream().map(CborValue::of).toList());
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

    Bytes sign(Bytes data, SecureRandom random) {
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
