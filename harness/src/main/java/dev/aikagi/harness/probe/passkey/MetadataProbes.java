package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.MODEL;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.OTHER_MODEL;
import static dev.aikagi.harness.probe.passkey.AttestationProbes.UNVERIFIED;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.metadata.MetadataBlob;
import dev.aikagi.harness.metadata.MetadataSigner;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * M: metadata of authenticators. A BLOB that must not be believed names a model that no other names: who takes that model's
 * passkey has believed it.
 */
public final class MetadataProbes implements ProbeFamily {
    private static final String MDS = "https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1-ps-20250521.html";
    private static final Source PROCESSING =
            Source.of("FIDO Metadata Service §3.2", MDS + "#sctn-blob-object-processing-rules");
    private static final Source STATUS = Source.of("FIDO Metadata Service §3.1.4", MDS + "#sctn-auth-status-enum");
    private static final String ANYBODY = "webauthn.attestation-not-anchored";
    private static final String UNSIGNED = "metadata.signature-not-checked";
    private static final Bytes ZERO = Bytes.of(new byte[16]);

    @Override
    public String letter() {
        return "M";
    }

    @Override
    public String title() {
        return "Metadata of authenticators";
    }

    @Override
    public List<Probe> probes() {
        return List.of(
                known(),
                signature(),
                root(),
                revoked(),
                order(),
                stale(),
                elsewhere(),
                broken(),
                unknown(),
                update(),
                zero(),
                algorithms());
    }

    private static Probe.Builder probe(String id, Severity severity, String title, Source source) {
        return Probe.of(id, severity, title)
                .source(source)
                .pages("passkey-register")
                .tags("CWE-345")
                .correct("Ignores the BLOB, and goes on with the one before.")
                .fix("Process BLOBs as §3.2 says, step by step, before any entry of one is used.");
    }

    /** Makes the service serve something. */
    private interface Publication {
        void on(ServedMetadata served) throws IOException;
    }

    private static Observation registered(Bench bench, Publication publication, Bytes model) throws IOException {
        ServedMetadata served = ServedMetadata.of(bench);
        publication.on(served);
        served.awaitLook();
        return Enrolment.begin(bench)
                .attempt(
                        (seams, here) -> seams.aaguid(model)
                                .attester(AttestationChain.of(Leaf.right(model), Issuer.trusted(bench))
                                        .packed(bench.random())),
                        (seams, here) -> {});
    }

    private static Observation honest(Bench bench) throws IOException {
        return registered(
                bench,
                served -> {
                    served.service().down(false);
                    served.service().revoke(false);
                    served.service().publish(served.good());
                },
                MODEL);
    }

    /** A BLOB that is not to be believed, and names another model. */
    private static Attempt ignored(String name, Publication publication) {
        return Attempt.refused(name, bench -> registered(bench, publication, OTHER_MODEL));
    }

    private static MetadataBlob both(ServedMetadata served) {
        return served.blob(served.model(MODEL, "FIDO_CERTIFIED"), served.model(OTHER_MODEL, "FIDO_CERTIFIED"));
    }

    private static Trial trial(Attempt... attempts) {
        return Trial.of(MetadataProbes::honest, attempts);
    }

    private static Probe known() {
        return probe("M-01", MEDIUM, "A BLOB as it should be, and a model that it names", PROCESSING)
                .correct("Takes the passkey.")
                .defects("metadata.never-believed", "webauthn.registration-not-stored")
                .trial(Trial.of(
                        bench -> Observation.kept(String.valueOf(
                                ServedMetadata.of(bench).service().blobAddress().getPath())),
                        Attempt.accepted("", MetadataProbes::honest)));
    }

    private static Probe signature() {
        return probe("M-02", HIGH, "A BLOB whose signature is wrong", PROCESSING)
                .tags("CWE-347")
                .defects(UNSIGNED, ANYBODY, UNVERIFIED)
                .trial(trial(ignored("", served -> {
                    String right = served.service().signer().sign(both(served));
                    int at = right.length() - 40;
                    char other = right.charAt(at) == 'A' ? 'B' : 'A';
                    served.service().publish(right.substring(0, at) + other + right.substring(at + 1));
                })));
    }

    private static Probe root() {
        return probe("M-03", HIGH, "A BLOB of a signer under another root", PROCESSING)
                .tags("CWE-295")
                .defects(UNSIGNED, ANYBODY, UNVERIFIED)
                .trial(trial(ignored("", served -> {
                    MetadataSigner other = new MetadataSigner(
                            served.bench().clock().instant(), served.bench().random());
                    served.service().publish(other.sign(both(served)));
                })));
    }

    private static Probe revoked() {
        return probe("M-04", HIGH, "A BLOB of a signer that was revoked", PROCESSING)
                .tags("CWE-299")
                .defects(UNSIGNED, ANYBODY, UNVERIFIED)
                .trial(trial(ignored("", served -> {
                    served.service().revoke(true);
                    served.service().publish(both(served));
                })));
    }

    private static Probe order() {
        return probe("M-05", HIGH, "A BLOB with the number of the one before, or a lower one", PROCESSING)
                .tags("CWE-294")
                .defects("metadata.rollback", ANYBODY, UNVERIFIED)
                .trial(trial(
                        ignored(
                                "the same",
                                served -> served.service()
                                        .publish(numbered(
                                                served, served.service().lastNumber()))),
                        ignored("lower", served -> served.service().publish(numbered(served, 1)))));
    }

    private static MetadataBlob numbered(ServedMetadata served, long number) {
        return MetadataBlob.of(
                number,
                served.today().plusDays(30),
                served.model(MODEL, "FIDO_CERTIFIED"),
                served.model(OTHER_MODEL, "FIDO_CERTIFIED"));
    }

    private static Probe stale() {
        return probe("M-06", MEDIUM, "The service is down when the next BLOB is due", PROCESSING)
                .tags("CWE-636")
                .correct("Trusts no model by a BLOB whose time is over.")
                .defects("metadata.stale-used", ANYBODY, UNVERIFIED)
                .trial(trial(Attempt.refused(
                        "",
                        bench -> registered(
                                bench,
                                served -> {
                                    MetadataBlob shortLived = MetadataBlob.of(
                                            served.service().nextNumber(),
                                            served.today(),
                                            served.model(MODEL, "FIDO_CERTIFIED"));
                                    served.service().publish(shortLived);
                                    registered(bench, again -> {}, MODEL);
                                    served.service().down(true);
                                    bench.pass(Duration.ofDays(2));
                                },
                                MODEL))));
    }

    private static Probe elsewhere() {
        return probe("M-07", MEDIUM, "A BLOB whose certificates are to be fetched from another origin", PROCESSING)
                .tags("CWE-918")
                .defects(UNSIGNED, ANYBODY, UNVERIFIED)
                .trial(trial(ignored(
                        "",
                        served ->
                                served.service().publish(both(served).withChainAt("https://evil.example/chain.pem")))));
    }

    private static Probe broken() {
        List<Attempt> attempts = new ArrayList<>();
        for (String status : List.of(
                "REVOKED",
                "USER_VERIFICATION_BYPASS",
                "ATTESTATION_KEY_COMPROMISE",
                "USER_KEY_REMOTE_COMPROMISE",
                "USER_KEY_PHYSICAL_COMPROMISE")) {
            attempts.add(Attempt.refused(
                    status,
                    bench -> registered(
                            bench,
                            served -> served.service()
                                    .publish(served.blob(served.model(MODEL, "FIDO_CERTIFIED", status))),
                            MODEL)));
        }
        return probe("M-08", HIGH, "A model of which is known that it is broken", STATUS)
                .correct("Refuses the model, from the day on which that is told.")
                .fix("Look at every status report of the entry before its roots are trusted.")
                .defects("metadata.status-not-checked", ANYBODY, UNVERIFIED)
                .trial(trial(attempts.toArray(Attempt[]::new)));
    }

    private static Probe unknown() {
        return probe("M-09", LOW, "A status that nobody has heard of", STATUS)
                .correct("Ignores it: there will be others.")
                .fix("Read statuses as text, and act on those that are known.")
                .defects("metadata.unknown-status-refused")
                .trial(trial(Attempt.accepted(
                        "",
                        bench -> registered(
                                bench,
                                served -> served.service()
                                        .publish(served.blob(
                                                served.model(MODEL, "FIDO_CERTIFIED", "AIKAGI_UNHEARD_OF"))),
                                MODEL))));
    }

    private static Probe update() {
        return probe("M-10", LOW, "An update is available, and the statement is of an older version", STATUS)
                .correct("Does not believe the statement, until its version is that of the update or higher.")
                .fix("Compare the statement's authenticatorVersion with that of the report UPDATE_AVAILABLE.")
                .defects("metadata.update-not-compared", ANYBODY, UNVERIFIED)
                .trial(trial(
                        Attempt.refused("older", bench -> updated(bench, 1)),
                        Attempt.accepted("the update's", bench -> updated(bench, 2)),
                        Attempt.accepted("newer", bench -> updated(bench, 3))));
    }

    /** Version 2 is available. */
    private static Observation updated(Bench bench, long statement) throws IOException {
        return registered(
                bench,
                served -> served.service()
                        .publish(served.blob(served.model(MODEL, "FIDO_CERTIFIED", "UPDATE_AVAILABLE")
                                .withVersions(statement, 2))),
                MODEL);
    }

    private static Probe zero() {
        return probe("M-11", MEDIUM, "An entry for the AAGUID of zeros", PROCESSING)
                .correct("Looks no model up by it: it stands for none.")
                .fix("Refuse the AAGUID of zeros before the entries are searched.")
                .defects("metadata.zero-model", ANYBODY, UNVERIFIED)
                .trial(trial(Attempt.refused(
                        "",
                        bench -> registered(
                                bench,
                                served -> served.service()
                                        .publish(served.blob(
                                                served.model(MODEL, "FIDO_CERTIFIED"),
                                                served.model(ZERO, "FIDO_CERTIFIED"))),
                                ZERO))));
    }

    private static Probe algorithms() {
        return probe("M-12", HIGH, "A BLOB that is not signed, or by an algorithm that anybody can use", PROCESSING)
                .source(Source.of("RFC 8725 §3.1", "https://www.rfc-editor.org/rfc/rfc8725#section-3.1"))
                .tags("CWE-327", "CWE-347")
                .defects(UNSIGNED, ANYBODY, UNVERIFIED)
                .trial(trial(
                        ignored(
                                "none",
                                served -> served.service().publish(both(served).withAlgorithm("none"))),
                        ignored(
                                "HS256",
                                served -> served.service().publish(both(served).withAlgorithm("HS256"))),
                        ignored(
                                "RS1",
                                served -> served.service().publish(both(served).withAlgorithm("RS1")))));
    }
}
