package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * T: attestation statements, WebAuthn L3 §8. The honest message has a statement too, of the kind that is then spoilt: a
 * portal that takes passkeys, and none of that kind, has nothing to be probed.
 */
public final class AttestationProbes implements ProbeFamily {
    private static final Source PACKED = Source.webAuthn("§8.2", "sctn-packed-attestation");
    private static final Source PACKED_LEAF = Source.webAuthn("§8.2.1", "sctn-packed-attestation-cert-requirements");
    private static final Source U2F = Source.webAuthn("§8.6", "sctn-fido-u2f-attestation");
    static final Bytes MODEL = Bytes.fromHex("61696b6167694b658000000000000002");
    static final Bytes OTHER_MODEL = Bytes.fromHex("61696b6167694b658000000000000003");
    static final String UNVERIFIED = "webauthn.attestation-not-checked";

    @Override
    public String letter() {
        return "T";
    }

    @Override
    public String title() {
        return "Attestation statements";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(List.of(
                noneWithStatement(),
                selfSigned(),
                signedByTheCredential(),
                leaf(),
                leafModel(),
                algorithm(),
                u2fSignature(),
                unknownFormat()));
        probes.addAll(new AttestationTrustProbes().probes());
        probes.addAll(new AttestationFormatProbes().probes());
        probes.sort(Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }

    static Probe.Builder probe(String id, Severity severity, String title, Source source) {
        return Probe.of(id, severity, title)
                .source(source, Source.webAuthn("§7.1 step 22", "sctn-registering-a-new-credential"))
                .pages("passkey-register")
                .tags("CWE-347")
                .fix("Verify the statement by its format's procedure before it is believed.");
    }

    private static Probe noneWithStatement() {
        return probe("T-01", MEDIUM, "Format none with a statement", Source.webAuthn("§8.7", "sctn-none-attestation"))
                .correct("Refuses: a statement of format none is an empty map.")
                .defects(UNVERIFIED)
                .trial(registration()
                        .unreadable(
                                "",
                                (seams, here) -> seams.attester(material -> new Attester.Statement(
                                        "none",
                                        new CborMapBuilder()
                                                .put("alg", CborValue.of(-7))
                                                .build()))));
    }

    private static Probe selfSigned() {
        return probe("T-03", HIGH, "Self attestation with a wrong signature or algorithm", PACKED)
                .correct("Refuses: the signature has to be the credential key's, by the credential's algorithm.")
                .defects(UNVERIFIED)
                .trial(registration(packedBySelf())
                        .refused(
                                "one bit of the signature is flipped",
                                (seams, here) -> seams.attester(material -> self(
                                        -7,
                                        Mutations.flipLast(
                                                material.credential().key().sign(material.signed())))))
                        .refused(
                                "signed over the authenticator data alone",
                                (seams, here) -> seams.attester(material ->
                                        self(-7, material.credential().key().sign(material.authData()))))
                        .refused(
                                "alg says ES384",
                                (seams, here) -> seams.attester(material ->
                                        self(-35, material.credential().key().sign(material.signed())))));
    }

    private static Probe signedByTheCredential() {
        return probe("T-05", HIGH, "A certificate, and a signature that is not its key's", PACKED)
                .correct("Refuses: with x5c the signature has to be the certificate's key's.")
                .defects(UNVERIFIED)
                .trial(registration(certified(leaf -> leaf))
                        .refused(
                                "signed by the credential's own key",
                                (seams, here) -> seams.attester(chain(here, leaf -> leaf)
                                        .packed(
                                                -7,
                                                material -> material.credential()
                                                        .key()
                                                        .sign(material.signed())))));
    }

    private static Probe leaf() {
        return probe("T-09", MEDIUM, "Certificates that must not attest", PACKED_LEAF)
                .correct("Refuses leaves of version 1, of another OU, without C, and of authorities.")
                .defects(UNVERIFIED)
                .trial(registration(certified(leaf -> leaf))
                        .refused("version 1", certified(Leaf::ofVersion1))
                        .refused("CA:TRUE", certified(Leaf::asAuthority))
                        .refused(
                                "another OU",
                                certified(leaf -> leaf.withSubject("C=JP,O=Aikagi,OU=Something Else,CN=Aikagi Probe")))
                        .refused(
                                "no C",
                                certified(leaf ->
                                        leaf.withSubject("O=Aikagi,OU=Authenticator Attestation,CN=Aikagi Probe"))));
    }

    private static Probe leafModel() {
        return probe("T-10", HIGH, "A certificate that vouches for another model", PACKED)
                .source(PACKED_LEAF)
                .correct("Refuses: id-fido-gen-ce-aaguid has to be the authenticator data's AAGUID, and not critical.")
                .defects(UNVERIFIED)
                .trial(registration(certified(leaf -> leaf))
                        .refused("another AAGUID", certified(leaf -> leaf.withModel(OTHER_MODEL, false)))
                        .refused("critical", certified(leaf -> leaf.withModel(MODEL, true))));
    }

    private static Probe algorithm() {
        return probe("T-12", MEDIUM, "alg does not fit the certificate's key", PACKED)
                .correct("Refuses: the signature cannot be verified by that algorithm.")
                .defects(UNVERIFIED)
                .trial(registration(certified(leaf -> leaf)).refused("RS256 with a P-256 key", (seams, here) -> {
                    AttestationChain chain = chain(here, leaf -> leaf);
                    SecureRandom random = here.bench().random();
                    seams.attester(material -> {
                        CborValue.Map right =
                                chain.packed(random).attest(material).statement();
                        CborMapBuilder changed = new CborMapBuilder();
                        right.entries().forEach((name, value) -> changed.put(((CborValue.Text) name).value(), value));
                        return new Attester.Statement(
                                "packed", changed.put("alg", CborValue.of(-257)).build());
                    });
                }));
    }

    private static Probe u2fSignature() {
        return probe("T-14", HIGH, "fido-u2f with a signature over something else", U2F)
                .correct("Refuses: the signature has to cover relying party, client data, credential id and key.")
                .defects(UNVERIFIED)
                .trial(registration(u2f(AttestationChain::u2fData))
                        .refused("over what packed signs", u2f(Attester.Material::signed))
                        .refused("over nothing", u2f(material -> Bytes.EMPTY)));
    }

    private static Probe unknownFormat() {
        return probe("T-21", MEDIUM, "Formats that are none", Source.webAuthn("§8.1", "sctn-attstn-fmt-ids"))
                .correct("Refuses formats that it does not know; names are compared with their case.")
                .defects("webauthn.unknown-format-as-none", "error.crash-on-malformed")
                .trial(registration(packedBySelf())
                        .unreadable("Packed", format("Packed"))
                        .unreadable("aikagi", format("aikagi"))
                        .unreadable("33 characters", format("p".repeat(33))));
    }

    private static RegistrationMutation format(String name) {
        return (seams, here) -> seams.attester(material ->
                new Attester.Statement(name, Attester.SELF.attest(material).statement()));
    }

    private static RegistrationMutation packedBySelf() {
        return (seams, here) -> {
            if (here.bench().target().attestationAuthority().isPresent()) {
                throw new NotApplicableException("the portal takes no attestation but an authority's");
            }
            seams.attester(Attester.SELF);
        };
    }

    private static Attester.Statement self(long algorithm, Bytes signature) {
        return new Attester.Statement(
                "packed",
                new CborMapBuilder()
                        .put("alg", CborValue.of(algorithm))
                        .put("sig", CborValue.of(signature))
                        .build());
    }

    static RegistrationMutation certified(UnaryOperator<Leaf> spoilt) {
        return (seams, here) -> seams.aaguid(MODEL)
                .attester(chain(here, spoilt).packed(here.bench().random()));
    }

    private static AttestationChain chain(Enrolment here, UnaryOperator<Leaf> spoilt) {
        return AttestationChain.of(spoilt.apply(Leaf.right(MODEL)), Issuer.trusted(here.bench()));
    }

    private static RegistrationMutation u2f(AttestationChain.Signing signed) {
        return (seams, here) -> {
            requireKeysOfNoModel(here);
            SecureRandom random = here.bench().random();
            AttestationChain chain = AttestationChain.of(Leaf.right(Bytes.EMPTY), Issuer.trusted(here.bench()));
            seams.aaguid(Bytes.of(new byte[16])).attester(chain.u2f(signed, random));
        };
    }

    /** fido-u2f names no model. */
    static void requireKeysOfNoModel(Enrolment here) {
        if (here.bench().target().metadataService().isPresent()) {
            throw new NotApplicableException("the portal takes no keys but of models that its metadata names");
        }
    }
}
