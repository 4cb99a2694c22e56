package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Bench;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Who signs certificates.
 *
 * @param certificates that go between a leaf and the root, the root left out
 */
record Issuer(X500Name name, ContentSigner signer, List<Bytes> certificates, Instant now, SecureRandom random) {
    /** The authority that the portal trusts, where that is ours; else a root that nobody knows. */
    static Issuer trusted(Bench bench) {
        return bench.target()
                .attestationAuthority()
                .map(authority -> new Issuer(
                        authority.name(),
                        authority.signer(),
                        List.of(),
                        bench.clock().instant(),
                        bench.random()))
                .orElseGet(() -> unknown(bench));
    }

    /** A root that nobody knows. */
    static Issuer unknown(Bench bench) {
        Instant now = bench.clock().instant();
        X500Name name = new X500Name("C=JP,O=Aikagi,CN=Aikagi Probe Root");
        return new Issuer(
                name, signer(keyPair("secp256r1", bench.random()), bench.random()), List.of(), now, bench.random());
    }

    /** A root that nobody knows, which goes along with what it signs. */
    static Issuer unknownWithRoot(Bench bench) {
        Issuer bare = unknown(bench);
        KeyPair key = keyPair("secp256r1", bench.random());
        Issuer self = new Issuer(bare.name, signer(key, bench.random()), List.of(), bare.now, bare.random);
        Bytes root = Leaf.authority(bare.name.toString(), Leaf.Period.NOW).issued(key.getPublic(), self);
        return new Issuer(bare.name, self.signer, List.of(root), bare.now, bare.random);
    }

    /** An authority below this one. */
    Issuer below(Leaf.Period period) {
        KeyPair key = keyPair("secp256r1", random);
        String subject = "C=JP,O=Aikagi,CN=Aikagi Probe Intermediate";
        List<Bytes> longer =
                new ArrayList<>(List.of(Leaf.authority(subject, period).issued(key.getPublic(), this)));
        longer.addAll(certificates);
        return new Issuer(new X500Name(subject), signer(key, random), longer, now, random);
    }

    KeyPair keyPair(String curve) {
        return keyPair(curve, random);
    }

    private static KeyPair keyPair(String curve, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + curve, e);
        }
    }

    private static ContentSigner signer(KeyPair key, SecureRandom random) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setSecureRandom(random)
                    .build(key.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }
}
