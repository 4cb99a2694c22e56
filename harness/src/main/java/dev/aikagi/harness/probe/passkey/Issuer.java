package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.x509.SigningPair;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.ContentSigner;

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
        return new Issuer(name, SigningPair.p256(bench.random()).signer(), List.of(), now, bench.random());
    }

    /** A root that nobody knows, which goes along with what it signs. */
    static Issuer unknownWithRoot(Bench bench) {
        Issuer bare = unknown(bench);
        SigningPair key = SigningPair.p256(bench.random());
        Issuer self = new Issuer(bare.name, key.signer(), List.of(), bare.now, bare.random);
        Bytes root = Leaf.authority(bare.name.toString(), Leaf.Period.NOW)
                .issued(key.keys().getPublic(), self);
        return new Issuer(bare.name, self.signer, List.of(root), bare.now, bare.random);
    }

    /** An authority below this one. */
    Issuer below(Leaf.Period period) {
        SigningPair key = SigningPair.p256(random);
        String subject = "C=JP,O=Aikagi,CN=Aikagi Probe Intermediate";
        List<Bytes> longer = new ArrayList<>(
                List.of(Leaf.authority(subject, period).issued(key.keys().getPublic(), this)));
        longer.addAll(certificates);
        return new Issuer(new X500Name(subject), key.signer(), longer, now, random);
    }

    KeyPair keyPair(String curve) {
        return SigningPair.keyPair(curve, random);
    }
}
