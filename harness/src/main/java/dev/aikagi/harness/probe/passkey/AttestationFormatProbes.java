package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.INFO;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.UNVERIFIED;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.certified;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.probe;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.passkey.PlatformStatements.AndroidKey;
import dev.aikagi.harness.probe.passkey.PlatformStatements.Apple;
import dev.aikagi.harness.probe.passkey.PlatformStatements.Tpm;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rows of T for the formats that are not packed. */
final class AttestationFormatProbes {
    private static final Source U2F = Source.webAuthn("§8.6", "sctn-fido-u2f-attestation");
    private static final Source TPM = Source.webAuthn("§8.3", "sctn-tpm-attestation");
    private static final Source TPM_CERTIFICATE = Source.webAuthn("§8.3.1", "sctn-tpm-cert-requirements");
    private static final Source ANDROID = Source.webAuthn("§8.4", "sctn-android-key-attestation");
    private static final Source APPLE = Source.webAuthn("§8.8", "sctn-apple-anonymous-attestation");
    private static final Source SAFETYNET = Source.webAuthn("§8.5", "sctn-android-safetynet-attestation");
    private static final Source FORMATS = Source.webAuthn("§8.1", "sctn-attstn-fmt-ids");
    private static final String UNKNOWN = "webauthn.unknown-format-as-none";

    /** Whoever breaks down over what cannot be read breaks down over a statement, too. */
    private static final String CRASHING = "error.crash-on-malformed";

    List<Probe> probes() {
        return List.of(u2f(), tpm(), tpmCertificate(), androidKey(), apple(), safetynet(), compound());
    }

    private static Probe u2f() {
        return probe("T-13", MEDIUM, "fido-u2f with a model, two certificates, another curve", U2F)
                .correct("Refuses: the AAGUID is zero, x5c has one certificate, on P-256.")
                .defects(UNVERIFIED)
                .trial(registration(u2f(leaf -> leaf))
                        .refused("an AAGUID", (seams, here) -> seams.aaguid(AttestationProbes.MODEL))
                        .refused("two certificates", (seams, here) -> {
                            AttestationChain chain =
                                    AttestationChain.of(Leaf.right(Bytes.EMPTY), Issuer.trusted(here.bench()));
                            Bytes one = chain.certificates().get(0);
                            seams.attester(chain.with(List.of(one, one))
                                    .u2f(AttestationChain::u2fData, here.bench().random()));
                        })
                        .refused("a certificate on P-384", u2f(leaf -> leaf.onCurve("secp384r1"))));
    }

    private static RegistrationMutation u2f(UnaryOperator<Leaf> spoilt) {
        return (seams, here) -> {
            AttestationProbes.requireKeysOfNoModel(here);
            seams.aaguid(Bytes.of(new byte[16]))
                    .attester(AttestationChain.of(spoilt.apply(Leaf.right(Bytes.EMPTY)), Issuer.trusted(here.bench()))
                            .u2f(AttestationChain::u2fData, here.bench().random()));
        };
    }

    private static RegistrationMutation tpm(UnaryOperator<Tpm> spoilt) {
        return (seams, here) -> seams.attester(spoilt.apply(new Tpm()).attester(Issuer.trusted(here.bench())));
    }

    private static Probe tpm() {
        return probe("T-15", MEDIUM, "tpm with something else certified", TPM)
                .correct("Refuses what is no TPMS_ATTEST of TPM2_Certify over this very key and ceremony.")
                .defects(UNVERIFIED, CRASHING)
                .trial(registration(tpm(tpm -> tpm))
                        .refused("magic", tpm(tpm -> tpm.certInfo(info -> patched(info, 3))))
                        .refused("type", tpm(tpm -> tpm.certInfo(info -> patched(info, 5))))
                        .refused("extraData", tpm(tpm -> tpm.attested(Mutations::flipLast)))
                        .refused("the name of another key", (seams, here) -> {
                            EcKey other = EcKey.generate(here.bench().random());
                            tpm(tpm -> tpm.certified(own -> other)).on(seams, here);
                        })
                        .refused("pubArea of another key", (seams, here) -> {
                            EcKey other = EcKey.generate(here.bench().random());
                            tpm(tpm -> tpm.published(own -> other)).on(seams, here);
                        }));
    }

    private static Bytes patched(Bytes octets, int at) {
        byte[] patched = octets.toArray();
        patched[at] ^= 0x0f;
        return Bytes.of(patched);
    }

    private static Probe tpmCertificate() {
        return probe("T-16", MEDIUM, "tpm with a certificate that is no attestation identity key's", TPM_CERTIFICATE)
                .correct("Refuses: the subject is empty, the maker and the key's purpose stand there, CA is false.")
                .defects(UNVERIFIED, CRASHING)
                .trial(registration(tpm(tpm -> tpm))
                        .refused("a subject", tpm(tpm -> tpm.leaf(leaf -> leaf.withSubject("CN=Aikagi Probe"))))
                        .refused("no maker", tpm(Tpm::withoutMaker))
                        .refused("no purpose", tpm(Tpm::withoutPurpose))
                        .refused("CA:TRUE", tpm(tpm -> tpm.leaf(Leaf::asAuthority)))
                        .refused("ver 1.2", tpm(tpm -> tpm.version("1.2"))));
    }

    private static RegistrationMutation android(UnaryOperator<AndroidKey> spoilt) {
        return (seams, here) -> seams.attester(spoilt.apply(new AndroidKey()).attester(Issuer.trusted(here.bench())));
    }

    private static Probe androidKey() {
        return probe("T-17", MEDIUM, "android-key of another ceremony, key, origin or purpose", ANDROID)
                .correct("Refuses: the challenge is this ceremony's, the key this credential's, made there, to sign.")
                .defects(UNVERIFIED)
                .trial(registration(android(key -> key))
                        .refused("the challenge", android(key -> key.challenge(Mutations::flipLast)))
                        .refused("another key", (seams, here) -> {
                            EcKey other = EcKey.generate(here.bench().random());
                            android(key -> key.key(own -> other)).on(seams, here);
                        })
                        .refused("for all applications", android(AndroidKey::forAllApplications))
                        .refused("imported", android(key -> key.origin(2)))
                        .refused("to verify", android(key -> key.purpose(3))));
    }

    private static RegistrationMutation apple(UnaryOperator<Apple> spoilt) {
        return (seams, here) -> seams.attester(spoilt.apply(new Apple()).attester(Issuer.trusted(here.bench())));
    }

    private static Probe apple() {
        return probe("T-18", MEDIUM, "apple with another nonce or key", APPLE)
                .correct("Refuses: the certificate holds this ceremony's nonce and this credential's key.")
                .defects(UNVERIFIED)
                .trial(registration(apple(apple -> apple))
                        .refused("the nonce", apple(apple -> apple.nonce(Mutations::flipLast)))
                        .refused("another key", (seams, here) -> {
                            EcKey other = EcKey.generate(here.bench().random());
                            apple(apple -> apple.key(own -> other)).on(seams, here);
                        }));
    }

    private static Probe safetynet() {
        return probe("T-19", LOW, "android-safetynet, which is no more", SAFETYNET)
                .correct("Refuses it: Google has ended the service that made such statements.")
                .defects(UNKNOWN)
                .trial(registration(certified(leaf -> leaf))
                        .unreadable(
                                "",
                                (seams, here) -> seams.attester(material -> new Attester.Statement(
                                        "android-safetynet",
                                        new CborMapBuilder()
                                                .put("ver", CborValue.of("14366018"))
                                                .put("response", CborValue.of(Hash.utf8("e30.e30.AA")))
                                                .build()))));
    }

    private static Probe compound() {
        return probe("T-20", INFO, "compound of one statement, and of compounds", FORMATS)
                .source(Source.webAuthn("§8.9", "sctn-compound-attestation"))
                .correct("Refuses both: a compound has two statements or more, none of which is compound.")
                .defects(UNKNOWN)
                .trial(registration(certified(leaf -> leaf))
                        .unreadable("one", (seams, here) -> compound(seams, 1))
                        .unreadable("nested", (seams, here) -> compound(seams, 2)));
    }

    private static void compound(RegistrationSeams seams, int depth) {
        Bytes[] authData = {Bytes.EMPTY};
        seams.authDataBytes(data -> {
            authData[0] = data;
            return data;
        });
        seams.attestationObject(object -> Octets.compound(authData[0], depth));
    }
}
