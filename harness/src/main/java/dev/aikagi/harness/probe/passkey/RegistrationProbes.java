package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.INFO;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.util.ArrayList;
import java.util.List;

/** R: the registration ceremony, WebAuthn L3 §7.1, what it binds: challenge, origin, relying party, user, key. */
public final class RegistrationProbes implements ProbeFamily {
    private static final Source CHALLENGES = Source.webAuthn("§13.4.3", "sctn-cryptographic-challenges");
    private static final Source ORIGIN = Source.webAuthn("§13.4.9", "sctn-validating-origin");

    @Override
    public String letter() {
        return "R";
    }

    @Override
    public String title() {
        return "Registering a passkey";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        probes.addAll(ceremony());
        probes.addAll(challenge());
        probes.addAll(origin());
        probes.addAll(authenticator());
        probes.addAll(credential());
        probes.addAll(new RegistrationShapeProbes().probes());
        probes.addAll(new RegistrationPolicyProbes().probes());
        probes.add(CrossedCeremonies.registration());
        probes.sort(java.util.Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }

    static Probe.Builder probe(String id, Severity severity, String title, int step) {
        return Probe.of(id, severity, title)
                .source(Source.webAuthn("§7.1 step " + step, "sctn-registering-a-new-credential"))
                .pages("passkey-register");
    }

    private static List<Probe> ceremony() {
        return List.of(
                probe("R-01", CRITICAL, "An honest registration, attestation none, ES256", 29)
                        .tags("ASVS 6.7.1")
                        .correct("Stores the passkey, lists it, and lets it sign in.")
                        .fix("Store the credential record in the same step that says yes.")
                        .defects("webauthn.registration-not-stored")
                        .trial(Trial.look(Attempt.accepted("", RegistrationTrial::honest))),
                probe("R-05", HIGH, "The client data says webauthn.get", 7)
                        .tags("CWE-345")
                        .correct("Refuses client data whose type is not webauthn.create.")
                        .fix("Compare the client data's type before anything else of it is believed.")
                        .defects("webauthn.type-not-checked")
                        .trial(registration()
                                .refused(
                                        "webauthn.get",
                                        (seams, here) -> seams.clientData(Mutations.put("type", "webauthn.get")))
                                .refused(
                                        "payment.get",
                                        (seams, here) -> seams.clientData(Mutations.put("type", "payment.get")))),
                probe(
                                "R-34",
                                HIGH,
                                "The options are tampered with on their way to the client, the response is genuine",
                                16)
                        .tags("CWE-603", "ASVS 2.2.2")
                        .correct(
                                "Holds the response against the policy that it keeps itself, whatever the client was told.")
                        .fix("Check user verification and algorithm on the server, from the server's own policy.")
                        .defects(
                                "webauthn.uv-not-checked",
                                "webauthn.algorithm-not-checked",
                                "webauthn.options-trusted-from-client")
                        .trial(registration()
                                .refused("user verification made discouraged", GenuineKey::withoutVerification)
                                .refused("an algorithm added that was not offered", GenuineKey::otherAlgorithm)));
    }

    private static List<Probe> challenge() {
        return List.of(
                probe("R-02", HIGH, "The options are read several times", 8)
                        .source(CHALLENGES)
                        .tags("CWE-330", "ASVS 6.7.2")
                        .correct("Gives out another challenge of at least 16 random bytes each time.")
                        .fix("Draw 16 bytes or more from a cryptographic generator for every ceremony.")
                        .defects("webauthn.challenge-constant")
                        .trial(Trial.look(Ceremonies::challengesDiffer)),
                probe("R-06", CRITICAL, "The challenge of another ceremony of the same person, still open", 8)
                        .source(CHALLENGES)
                        .tags("CWE-294", "ASVS 6.6.2")
                        .correct("Takes a challenge only in the ceremony that it was given out for.")
                        .fix("Keep the challenge in the session and compare with that one alone.")
                        .defects(
                                "webauthn.foreign-challenge",
                                "webauthn.challenge-not-compared",
                                "webauthn.challenge-constant")
                        .trial(registration().refused("", (seams, here) -> {
                            String other = here.elsewhere().forge().challenge();
                            seams.clientData(Mutations.put("challenge", other));
                        })),
                probe("R-07", CRITICAL, "The challenge that was given to another person", 8)
                        .source(CHALLENGES)
                        .tags("CWE-294", "ASVS 6.6.2")
                        .correct("Takes a challenge only from the session that it was given to.")
                        .fix("Keep the challenge in the session and compare with that one alone.")
                        .defects(
                                "webauthn.foreign-challenge",
                                "webauthn.challenge-not-compared",
                                "webauthn.challenge-constant")
                        .trial(registration().refused("", (seams, here) -> {
                            String other = Enrolment.begin(here.bench()).forge().challenge();
                            seams.clientData(Mutations.put("challenge", other));
                        })),
                probe("R-08", CRITICAL, "A challenge that has served is used again", 8)
                        .source(CHALLENGES)
                        .tags("CWE-294", "ASVS 6.6.2")
                        .correct("Takes each challenge once.")
                        .fix("Remove the challenge in the same step that compares it.")
                        .defects(
                                "webauthn.challenge-not-consumed",
                                "webauthn.challenge-not-compared",
                                "webauthn.challenge-constant",
                                "webauthn.registered-twice")
                        .trial(registration()
                                .refusedDeed("in the next ceremony, with another passkey", Ceremonies::usedChallenge)
                                .refusedDeed("the same request once more", Ceremonies::replayedRegistration)),
                probe("R-09", MEDIUM, "A response ten minutes after the options", 8)
                        .source(CHALLENGES, Source.webAuthn("§15.1", "sctn-timeout-recommended-range"))
                        .tags("CWE-613", "ASVS 6.6.2")
                        .correct("Refuses a challenge older than ten minutes at most.")
                        .fix("Store when the challenge was given out and refuse it after its lifetime.")
                        .defects("webauthn.challenge-never-expires", "webauthn.foreign-challenge")
                        .trial(registration()
                                .refused("", (seams, here) -> here.bench().pass(Ceremonies.TOO_LATE))),
                probe("R-11", LOW, "The challenge in another encoding than base64url without padding", 8)
                        .source(Source.of("RFC 4648 §5", "https://www.rfc-editor.org/rfc/rfc4648#section-5"))
                        .tags("CWE-838")
                        .correct("Compares octets decoded strictly, or the text itself.")
                        .fix("Decode base64url strictly.")
                        .defects("webauthn.form-not-checked")
                        .trial(registration()
                                .refused(
                                        "with padding",
                                        (seams, here) -> seams.clientData(Mutations.put(
                                                "challenge", here.forge().challenge() + "=")))
                                .refused(
                                        "in upper case",
                                        (seams, here) -> seams.clientData(Mutations.put(
                                                "challenge",
                                                here.forge().challenge().toUpperCase(java.util.Locale.ROOT))))));
    }

    private static List<Probe> origin() {
        return List.of(
                originProbe("R-12", CRITICAL, "The origin https://evil.example")
                        .defects("webauthn.origin-not-checked")
                        .trial(registration()
                                .refused(
                                        "",
                                        (seams, here) ->
                                                seams.clientData(Mutations.put("origin", "https://evil.example")))),
                originProbe("R-13", CRITICAL, "Origins that begin, end or look like the portal's")
                        .defects(
                                "webauthn.origin-prefix-match",
                                "webauthn.origin-suffix-match",
                                "webauthn.origin-not-checked")
                        .trial(Ceremonies.origins(Origins::lookAlikes)),
                originProbe("R-14", MEDIUM, "The origin of a subdomain")
                        .source(Source.webAuthn("§13.4.8", "sctn-code-injection"))
                        .defects("webauthn.origin-suffix-match", "webauthn.origin-not-checked")
                        .trial(registration().refused("", (seams, here) -> {
                            String origin = new Origins(here.forge().origin()).subdomain();
                            seams.clientData(Mutations.put("origin", origin));
                        })),
                originProbe("R-15", HIGH, "Another scheme, port, case, a slash, null")
                        .defects(
                                "webauthn.origin-host-only", "webauthn.origin-not-checked", "webauthn.form-not-checked")
                        .trial(Ceremonies.origins(Origins::neighbours)),
                probe("R-16", MEDIUM, "crossOrigin is true, and nobody embeds the portal", 10)
                        .tags("CWE-1021")
                        .correct("Refuses, unless it expects to be embedded.")
                        .fix("Refuse crossOrigin unless the page is meant for an iframe.")
                        .defects("webauthn.cross-origin-not-checked")
                        .trial(registration()
                                .refused("", (seams, here) -> seams.clientData(data -> data.put("crossOrigin", true)))),
                probe("R-17", MEDIUM, "topOrigin names a foreign site", 11)
                        .tags("CWE-1021")
                        .correct("Refuses a topOrigin that it does not expect to be embedded in.")
                        .fix("Compare topOrigin with the pages that may embed the portal; usually none.")
                        .defects("webauthn.cross-origin-not-checked")
                        .trial(registration()
                                .refused(
                                        "",
                                        (seams, here) -> seams.clientData(data -> data.put("crossOrigin", true)
                                                .put("topOrigin", "https://evil.example")))));
    }

    static Probe.Builder originProbe(String id, Severity severity, String title) {
        return probe(id, severity, title, 9)
                .source(ORIGIN)
                .tags("CWE-346", "ASVS 6.7.1")
                .correct("Takes the portal's own origin alone, compared as a whole.")
                .fix("Compare the origin with a list of exact origins, character by character.");
    }

    private static List<Probe> authenticator() {
        return List.of(
                probe("R-18", CRITICAL, "The rpIdHash of another relying party", 14)
                        .tags("CWE-345")
                        .correct("Refuses authenticator data that was made for another relying party.")
                        .fix("Compare rpIdHash with SHA-256 of the relying party's own id.")
                        .defects("webauthn.rp-id-hash-not-checked")
                        .trial(registration()
                                .refused(
                                        "evil.example",
                                        (seams, here) ->
                                                seams.authData(data -> data.withRpIdHash(Hash.sha256("evil.example"))))
                                .refused(
                                        "the hash of the origin instead of the id",
                                        (seams, here) -> seams.authData(data -> data.withRpIdHash(
                                                Hash.sha256(here.forge().origin()))))),
                probe("R-19", HIGH, "The user was not present (UP=0)", 15)
                        .tags("CWE-287")
                        .correct("Refuses: nobody has touched the authenticator.")
                        .fix("Require the flag UP, unless conditional mediation was asked for.")
                        .defects("webauthn.up-not-checked")
                        .trial(registration()
                                .refused("", (seams, here) -> seams.authData(data -> data.without(AuthData.UP)))),
                probe("R-20", HIGH, "The user was not verified (UV=0), and the options require it", 16)
                        .tags("CWE-287", "CVE-2026-8830", "ASVS 6.3.3")
                        .correct("Refuses: verification was required.")
                        .fix("Require the flag UV where userVerification is required.")
                        .defects("webauthn.uv-not-checked", "webauthn.options-trusted-from-client")
                        .trial(registration().refused("", (seams, here) -> {
                            Ceremonies.requireVerificationAsked(here);
                            seams.authData(data -> data.without(AuthData.UV));
                        })),
                probe("R-21", MEDIUM, "Backed up (BS=1) without being eligible for it (BE=0)", 17)
                        .tags("CWE-1287")
                        .correct("Refuses flags that contradict each other.")
                        .fix("Refuse BS where BE is not set.")
                        .defects("webauthn.backup-flags-not-checked")
                        .trial(registration()
                                .refused("", (seams, here) -> seams.authData(data -> data.with(AuthData.BS)))),
                probe("R-22", INFO, "Reserved flags are set", 15)
                        .source(Source.webAuthn("§6.1", "sctn-authenticator-data"))
                        .correct("Takes or refuses it without breaking.")
                        .fix("Ignore reserved bits.")
                        .defects("error.crash-on-reserved-flags")
                        .trial(registration()
                                .either("bit 1", (seams, here) -> seams.authData(data -> data.with(0x02)))
                                .either("bit 5", (seams, here) -> seams.authData(data -> data.with(0x20)))));
    }

    private static List<Probe> credential() {
        return List.of(
                probe("R-03", MEDIUM, "What the user handle gives away", 29)
                        .source(Source.webAuthn("§14.6.1", "sctn-user-handle-privacy"))
                        .tags("CWE-359")
                        .correct("Is 1 to 64 bytes that say nothing of the person, the same for an account each time.")
                        .fix("Store 64 random bytes with the account, and use those.")
                        .defects("webauthn.user-handle-telling")
                        .trial(Trial.look(Ceremonies::userHandle)),
                probe("R-23", HIGH, "A key of an algorithm that was not offered", 20)
                        .tags("CWE-327", "CVE-2026-8830")
                        .correct("Refuses keys of algorithms that the options do not list.")
                        .fix("Hold the key's algorithm against the list that was sent, on the server.")
                        .defects(
                                "webauthn.algorithm-not-checked",
                                "webauthn.options-trusted-from-client",
                                "error.crash-on-malformed")
                        .trial(registration()
                                .refused("ES384", Ceremonies.algorithm(EcKey.Curve.P384))
                                .refused("ES256K", Ceremonies.algorithm(EcKey.Curve.SECP256K1))
                                .refused("RS1", Ceremonies::rs1)),
                probe("R-28", HIGH, "Keys that are none", 13)
                        .source(Source.of("RFC 9053 §7.1", "https://www.rfc-editor.org/rfc/rfc9053#section-7.1"))
                        .tags("CWE-325")
                        .correct(
                                "Refuses points off the curve, missing coordinates, and keys that do not fit their algorithm.")
                        .fix("Check the key when it is registered, not when it is used first.")
                        .defects("webauthn.key-not-checked")
                        .trial(BadKeys.trial()),
                probe("R-30", CRITICAL, "The credential id of another account, with the attacker's key", 26)
                        .tags("CWE-694", "ASVS 6.5.8")
                        .correct("Refuses, and leaves the other account's passkey as it is.")
                        .fix("Make credential ids unique over all accounts, and refuse a taken one.")
                        .defects("webauthn.credential-id-overwrites")
                        .trial(registration().refusedDeed("", Ceremonies::takenCredentialId)),
                probe("R-37", MEDIUM, "id, rawId and the id in the authenticator data differ", 26)
                        .source(Source.webAuthn("§5.1", "iface-pkcredential"))
                        .tags("CWE-345")
                        .correct("Refuses responses whose ids do not agree.")
                        .fix("Take the id from the authenticator data, and refuse if the others differ.")
                        .defects("webauthn.form-not-checked")
                        .trial(registration()
                                .refused("id", (seams, here) -> seams.json(Mutations.put("id", otherId(here))))
                                .refused("rawId", (seams, here) -> seams.json(Mutations.put("rawId", otherId(here))))
                                .refused("id and rawId", (seams, here) -> {
                                    String id = otherId(here);
                                    seams.json(json -> json.put("id", id).put("rawId", id));
                                })));
    }

    private static String otherId(Enrolment here) {
        byte[] id = new byte[32];
        here.bench().random().nextBytes(id);
        return Hash.base64Url(Bytes.of(id));
    }
}
