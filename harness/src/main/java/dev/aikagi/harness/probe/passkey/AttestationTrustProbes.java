package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.MODEL;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.UNVERIFIED;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.certified;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.probe;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rows of T that ask whom a portal believes; only where it asks for attestation, and trusts an authority of ours. */
final class AttestationTrustProbes {
    private static final Source TRUST = Source.webAuthn("§7.1 step 24", "sctn-registering-a-new-credential");
    private static final Source PACKED = Source.webAuthn("§8.2", "sctn-packed-attestation");
    private static final String REVOKED = "revoked-passkeys";
    private static final String OPTIONAL = "webauthn.attestation-optional";
    private static final String ANYBODY = "webauthn.attestation-not-anchored";

    List<Probe> probes() {
        return List.of(none(), selfAsAModel(), periods(), order(), ownRoot(), serialNumber(), revoked());
    }

    private static Probe none() {
        return probe("T-02", HIGH, "Format none although the options ask for direct", TRUST)
                .correct("Refuses, or treats the passkey as of an unknown model, as its policy says.")
                .defects(OPTIONAL)
                .trial(registration(AttestationTrustProbes::vouched)
                        .refused(
                                "",
                                (seams, here) ->
                                        seams.aaguid(Bytes.of(new byte[16])).attester(Attester.NONE)));
    }

    private static Probe selfAsAModel() {
        return probe("T-04", HIGH, "Self attestation that names a known model", PACKED)
                .correct("Does not believe a model that no certificate vouches for.")
                .defects(OPTIONAL)
                .trial(registration(AttestationTrustProbes::vouched)
                        .refused("", (seams, here) -> seams.attester(Attester.SELF)));
    }

    private static Probe periods() {
        return probe("T-06", MEDIUM, "Certificates whose time is over, or has not come", TRUST)
                .source(Source.of("RFC 5280 §6.1.3", "https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3"))
                .tags("CWE-298")
                .correct("Refuses: every certificate of the chain has to be valid now.")
                .defects(ANYBODY, UNVERIFIED)
                .trial(registration((seams, here) -> chain(
                                seams,
                                here,
                                bench -> AttestationChain.of(Leaf.right(MODEL), below(bench, Leaf.Period.NOW))))
                        .refused("a leaf of the past", leaf(Leaf.Period.OVER))
                        .refused("a leaf of the future", leaf(Leaf.Period.TO_COME))
                        .refused(
                                "an intermediate of the past",
                                (seams, here) -> chain(
                                        seams,
                                        here,
                                        bench -> AttestationChain.of(
                                                Leaf.right(MODEL), below(bench, Leaf.Period.OVER)))));
    }

    private static RegistrationMutation leaf(Leaf.Period period) {
        return (seams, here) -> chain(
                seams,
                here,
                bench -> AttestationChain.of(Leaf.right(MODEL).during(period), below(bench, Leaf.Period.NOW)));
    }

    private static Issuer below(Bench bench, Leaf.Period period) {
        return Issuer.trusted(bench).below(period);
    }

    private static Probe order() {
        return probe("T-07", MEDIUM, "A chain in another order, and one that nobody knows", TRUST)
                .tags("CWE-296")
                .correct("Refuses: the leaf stands first, and the chain ends in a root that is trusted.")
                .defects(ANYBODY, UNVERIFIED)
                .trial(registration((seams, here) -> chain(
                                seams,
                                here,
                                bench -> AttestationChain.of(Leaf.right(MODEL), below(bench, Leaf.Period.NOW))))
                        .refused(
                                "the intermediate first",
                                (seams, here) -> chain(seams, here, bench -> {
                                    AttestationChain right =
                                            AttestationChain.of(Leaf.right(MODEL), below(bench, Leaf.Period.NOW));
                                    List<Bytes> turned = new ArrayList<>(right.certificates());
                                    java.util.Collections.reverse(turned);
                                    return right.with(turned);
                                }))
                        .refused(
                                "of an unknown root",
                                (seams, here) -> chain(
                                        seams,
                                        here,
                                        bench -> AttestationChain.of(Leaf.right(MODEL), Issuer.unknown(bench)))));
    }

    private static Probe ownRoot() {
        return probe("T-08", HIGH, "A chain that brings its own root along", TRUST)
                .source(Source.of("GHSA-6hxq-p678-4hr2", "https://github.com/advisories/GHSA-6hxq-p678-4hr2"))
                .tags("CWE-295", "CWE-296")
                .correct("Refuses: who trusts what the response brings trusts everybody.")
                .defects(ANYBODY, UNVERIFIED)
                .trial(registration(AttestationTrustProbes::vouched)
                        .refused(
                                "",
                                (seams, here) -> chain(
                                        seams,
                                        here,
                                        bench -> AttestationChain.of(
                                                Leaf.right(MODEL), Issuer.unknownWithRoot(bench)))));
    }

    private static Probe serialNumber() {
        return probe(
                        "T-11",
                        LOW,
                        "A certificate with the number of a single key",
                        Source.webAuthn("§8.2.2", "sctn-enterprise-packed-attestation-cert-requirements"))
                .tags("CWE-359")
                .correct("Refuses, or flags: such certificates are for enterprise attestation, which nobody asked for.")
                .defects(UNVERIFIED)
                .trial(registration(certified(leaf -> leaf)).refused("", certified(Leaf::withSerialNumber)));
    }

    private static Probe revoked() {
        return probe(
                        "T-23",
                        MEDIUM,
                        "Certificates that their authority has taken back",
                        Source.webAuthn("§13.4.5", "sctn-revoked-attestation-certificates"))
                .tags("CWE-299")
                .correct("Refuses: an authority's key that was lost vouches for nobody any more.")
                .fix("Ask the authorities that you trust for their lists of revoked certificates, and look into them.")
                .defects("webauthn.attestation-revocation-not-checked", ANYBODY, UNVERIFIED)
                .trial(registration((seams, here) -> {
                            Revocations.of(here.bench());
                            chain(
                                    seams,
                                    here,
                                    bench -> AttestationChain.of(Leaf.right(MODEL), below(bench, Leaf.Period.NOW)));
                        })
                        .refused(
                                "an intermediate",
                                (seams, here) -> chain(seams, here, bench -> {
                                    Issuer lost = below(bench, Leaf.Period.NOW);
                                    Revocations.of(bench)
                                            .revoke(lost.certificates().get(0));
                                    return AttestationChain.of(Leaf.right(MODEL), lost);
                                }))
                        .refused(
                                "a leaf",
                                (seams, here) -> chain(seams, here, bench -> {
                                    AttestationChain lost =
                                            AttestationChain.of(Leaf.right(MODEL), Issuer.trusted(bench));
                                    Revocations.of(bench)
                                            .revoke(lost.certificates().get(0));
                                    return lost;
                                }))
                        .refusedDeed(
                                "an intermediate, after the passkey was registered", AttestationTrustProbes::later));
    }

    /** WebAuthn recommends that such passkeys go or count for less; whether they are refused is the portal's to say. */
    private static Observation later(Bench bench) throws IOException {
        if (!"refused".equals(bench.profile().policy().get(REVOKED))) {
            throw new NotApplicableException("the portal does not promise '" + REVOKED + ": refused'");
        }
        Issuer lost = below(bench, Leaf.Period.NOW);
        SignInTrial.Enrolled person = SignInTrial.enrolled(
                Enrolment.begin(bench),
                (seams, here) -> chain(seams, here, there -> AttestationChain.of(Leaf.right(MODEL), lost)));
        PasskeySignIn open = person.signIn();
        Revocations.of(bench).revoke(lost.certificates().get(0));
        return open.attempt(person.credential(), (seams, here) -> {});
    }

    /** The honest message: a certificate of the authority that the portal trusts. */
    private static void vouched(RegistrationSeams seams, Enrolment here) {
        chain(seams, here, bench -> AttestationChain.of(Leaf.right(MODEL), Issuer.trusted(bench)));
    }

    private static void chain(RegistrationSeams seams, Enrolment here, Function<Bench, AttestationChain> made) {
        requireTrust(here);
        seams.aaguid(MODEL)
                .attester(made.apply(here.bench()).packed(here.bench().random()));
    }

    private static void requireTrust(Enrolment here) {
        String asked = here.forge().options().path("attestation").asString("none");
        if (!asked.equals("direct") && !asked.equals("enterprise")) {
            throw new NotApplicableException("the portal's options ask for attestation " + asked);
        }
        if (here.bench().target().attestationAuthority().isEmpty()) {
            throw new NotApplicableException("the portal trusts no authority that is ours");
        }
    }
}
