package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.SignInTrial.signIn;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A: the authentication ceremony, WebAuthn L3 §7.2. */
public final class AuthenticationProbes implements ProbeFamily {
    private static final Source CHALLENGES = Source.webAuthn("§13.4.3", "sctn-cryptographic-challenges");
    private static final Source AUTH_DATA = Source.webAuthn("§6.1", "sctn-authenticator-data");

    @Override
    public String letter() {
        return "A";
    }

    @Override
    public String title() {
        return "Signing in with a passkey";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        probes.addAll(owner());
        probes.addAll(clientData());
        probes.addAll(authenticatorData());
        probes.addAll(record());
        probes.addAll(new SignatureProbes().probes());
        probes.addAll(new PrivacyProbes().probes());
        probes.add(CrossedCeremonies.signIn());
        probes.add(session());
        probes.add(RemovedPasskeys.whileOpen());
        probes.add(RemovedPasskeys.byAnother());
        probes.sort(Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }

    static Probe.Builder probe(String id, Severity severity, String title, int step) {
        return Probe.of(id, severity, title)
                .source(Source.webAuthn("§7.2 step " + step, "sctn-verifying-assertion"))
                .about(PasskeySignIn.PAGE)
                .pages("passkey-register")
                .unless(PasskeySignIn::obstacle);
    }

    private static List<Probe> owner() {
        return List.of(
                probe("A-01", CRITICAL, "An honest assertion", 25)
                        .tags("ASVS 6.7.1")
                        .correct("Takes it, and lets the person in.")
                        .fix("Verify as the steps of §7.2 say, then raise the session.")
                        .defects("webauthn.counter-must-grow")
                        .trial(Trial.look(Attempt.accepted("", Assertions::honest))),
                probe("A-02", HIGH, "The person's own passkey that is not in allowCredentials", 5)
                        .tags("CWE-287")
                        .correct("Takes the passkeys that it has listed, and no other.")
                        .fix("Hold the response's id against the list that was sent.")
                        .defects("webauthn.allow-list-not-checked", "webauthn.foreign-credential")
                        .trial(signIn().refusedDeed("", Assertions::notAllowed)),
                probe("A-03", CRITICAL, "The attacker's passkey after the victim's password", 6)
                        .source(Source.of("w3c/webauthn#753", "https://github.com/w3c/webauthn/issues/753"))
                        .tags("CWE-287", "CWE-639")
                        .correct("Refuses: the passkey is not one of the person who is signing in.")
                        .fix("Look the passkey up among those of the identified account.")
                        .defects("webauthn.foreign-credential")
                        .trial(signIn().refusedDeed("with the attacker's user handle", Assertions.foreign(true))
                                .refusedDeed("with the victim's user handle", Assertions.foreign(false))),
                probe("A-04", CRITICAL, "The victim's user handle with the attacker's passkey", 6)
                        .source(Source.of("w3c/webauthn#753", "https://github.com/w3c/webauthn/issues/753"))
                        .tags("CWE-287", "CWE-639")
                        .correct("Refuses: the user handle does not name the passkey's owner.")
                        .fix("Find the account by the passkey, and require its user handle to be the one sent.")
                        .defects("webauthn.user-handle-trusted", "webauthn.user-handle-not-checked")
                        .trial(signIn().refusedDeed("", Assertions::foreignHandle)),
                probe("A-05", CRITICAL, "The attacker's passkey for a victim who has none", 6)
                        .tags("CWE-287", "CVE-2026-46419")
                        .correct("Refuses: an account without passkeys cannot be signed in to with one.")
                        .fix("Refuse every assertion where the identified account has no passkey.")
                        .defects("webauthn.nobodys-passkey-is-anybodys")
                        .trial(signIn().refusedDeed("", Assertions::noneOfItsOwn)),
                probe("A-06", HIGH, "A user handle that is missing, or another's", 6)
                        .tags("CWE-287")
                        .correct(
                                "Requires it where the passkey alone says who comes, and the owner's wherever it is sent.")
                        .fix("Compare the user handle with the account's; require it in the discoverable flow.")
                        .defects("webauthn.user-handle-not-checked", "webauthn.foreign-credential")
                        .trial(signIn().refusedDeed("missing, without a password before", Assertions::noHandle)
                                .refused(
                                        "another's, after the password",
                                        (seams, here) -> seams.json(json -> json.withObject("/response")
                                                .put("userHandle", Hash.base64Url(Hash.sha256("nobody")))))));
    }

    private static List<Probe> clientData() {
        return List.of(
                probe("A-07", HIGH, "The client data says webauthn.create", 10)
                        .tags("CWE-345")
                        .correct("Refuses client data whose type is not webauthn.get.")
                        .fix("Compare the client data's type before anything else of it is believed.")
                        .defects("webauthn.type-not-checked")
                        .trial(signIn().refused(
                                        "",
                                        (seams, here) -> seams.clientData(Mutations.put("type", "webauthn.create")))),
                probe("A-08", CRITICAL, "Another challenge than the one that is out", 11)
                        .source(CHALLENGES)
                        .tags("CWE-294", "ASVS 6.6.2")
                        .correct("Takes the challenge of this ceremony alone.")
                        .fix("Compare the signed challenge with the one in the session.")
                        .defects(
                                "webauthn.foreign-challenge",
                                "webauthn.challenge-not-compared",
                                "webauthn.challenge-constant")
                        .trial(signIn().refused("of another person's ceremony", (seams, here) -> {
                                    String other = SignInTrial.enrolled(here.bench())
                                            .signIn()
                                            .forge()
                                            .challenge();
                                    seams.clientData(Mutations.put("challenge", other));
                                })
                                .refused(
                                        "with one bit flipped",
                                        (seams, here) -> seams.clientData(Mutations.flippedChallenge()))
                                .refused("empty", (seams, here) -> seams.clientData(Mutations.put("challenge", "")))
                                .refusedDeed("of the page before", Assertions::previousChallenge)),
                probe("A-09", CRITICAL, "An assertion that was taken is sent again", 11)
                        .source(CHALLENGES)
                        .tags("CWE-294", "ASVS 6.5.1")
                        .correct("Takes each challenge once, also when two requests come at once.")
                        .fix("Remove the challenge in the same step that compares it.")
                        .defects(
                                "webauthn.challenge-not-consumed",
                                "webauthn.challenge-not-compared",
                                "webauthn.challenge-constant")
                        .trial(signIn().refusedDeed("in the next ceremony", Assertions::replayed)
                                .refusedDeed("twice at once", Assertions::twiceAtOnce)),
                probe("A-10", MEDIUM, "An assertion ten minutes after the options", 11)
                        .source(CHALLENGES, Source.webAuthn("§15.1", "sctn-timeout-recommended-range"))
                        .tags("CWE-613", "ASVS 6.6.2")
                        .correct("Refuses a challenge older than ten minutes at most.")
                        .fix("Store when the challenge was given out and refuse it after its lifetime.")
                        .defects("webauthn.challenge-never-expires", "webauthn.foreign-challenge")
                        .trial(signIn().refused(
                                        "", (seams, here) -> here.bench().pass(Ceremonies.TOO_LATE))),
                probe("A-11", CRITICAL, "Origins that are not the portal's", 12)
                        .source(Source.webAuthn("§13.4.9", "sctn-validating-origin"))
                        .tags("CWE-346", "ASVS 6.7.1")
                        .correct("Takes the portal's own origin alone, compared as a whole.")
                        .fix("Compare the origin with a list of exact origins, character by character.")
                        .defects(
                                "webauthn.origin-not-checked",
                                "webauthn.origin-prefix-match",
                                "webauthn.origin-suffix-match",
                                "webauthn.origin-host-only",
                                "webauthn.form-not-checked")
                        .trial(origins()),
                probe("A-12", MEDIUM, "crossOrigin is true, or topOrigin names a foreign site", 13)
                        .tags("CWE-1021")
                        .correct("Refuses, unless it expects to be embedded.")
                        .fix("Refuse crossOrigin and topOrigin unless the page is meant for an iframe.")
                        .defects("webauthn.cross-origin-not-checked")
                        .trial(signIn().refused(
                                        "crossOrigin",
                                        (seams, here) -> seams.clientData(data -> data.put("crossOrigin", true)))
                                .refused(
                                        "topOrigin",
                                        (seams, here) -> seams.clientData(data -> data.put("crossOrigin", true)
                                                .put("topOrigin", "https://evil.example")))));
    }

    private static SignInTrial origins() {
        SignInTrial trial = signIn().refused(
                        "https://evil.example",
                        (seams, here) -> seams.clientData(Mutations.put("origin", "https://evil.example")));
        Origins example = new Origins("https://portal.example");
        example.lookAlikes()
                .keySet()
                .forEach(name -> trial.refused(
                        name,
                        (seams, here) -> seams.clientData(Mutations.put(
                                "origin",
                                new Origins(here.forge().origin()).lookAlikes().getOrDefault(name, "")))));
        example.neighbours()
                .keySet()
                .forEach(name -> trial.refused(
                        name,
                        (seams, here) -> seams.clientData(Mutations.put(
                                "origin",
                                new Origins(here.forge().origin()).neighbours().getOrDefault(name, "")))));
        return trial;
    }

    private static List<Probe> authenticatorData() {
        return List.of(
                probe("A-13", CRITICAL, "The rpIdHash of another relying party", 15)
                        .tags("CWE-345")
                        .correct("Refuses an assertion that was made for another relying party.")
                        .fix("Compare rpIdHash with SHA-256 of the relying party's own id.")
                        .defects("webauthn.rp-id-hash-not-checked")
                        .trial(signIn().refused(
                                        "",
                                        (seams, here) -> seams.authData(
                                                data -> data.withRpIdHash(Hash.sha256("evil.example"))))),
                probe("A-14", HIGH, "The user was not present (UP=0)", 16)
                        .tags("CWE-287")
                        .correct("Refuses: nobody has touched the authenticator.")
                        .fix("Require the flag UP.")
                        .defects("webauthn.up-not-checked")
                        .trial(signIn().refused(
                                        "", (seams, here) -> seams.authData(data -> data.without(AuthData.UP)))),
                probe("A-15", HIGH, "The user was not verified (UV=0), and the options require it", 17)
                        .tags("CWE-287", "ASVS 6.3.3")
                        .correct("Refuses: verification was required.")
                        .fix("Require the flag UV where userVerification is required.")
                        .defects("webauthn.uv-not-checked", "webauthn.options-trusted-from-client")
                        .trial(signIn().refused("", (seams, here) -> {
                            Assertions.requireVerificationAsked(here);
                            seams.authData(data -> data.without(AuthData.UV));
                        })),
                probe("A-16", MEDIUM, "Backup flags that contradict the record, or each other", 18)
                        .tags("CWE-1287")
                        .correct("Refuses BE other than at registration, and BS without BE.")
                        .fix("Compare BE with the credential record; refuse BS where BE is not set.")
                        .defects("webauthn.backup-flags-not-checked")
                        .trial(signIn().refused(
                                        "BE=0, BS=1", (seams, here) -> seams.authData(data -> data.with(AuthData.BS)))
                                .refused(
                                        "BE=1 after BE=0",
                                        (seams, here) -> seams.authData(data -> data.with(AuthData.BE)))),
                probe("A-17", MEDIUM, "Attested credential data in an assertion, bytes after the end", 15)
                        .source(AUTH_DATA)
                        .tags("CWE-130")
                        .correct("Refuses whatever does not belong into an assertion's authenticator data.")
                        .fix("Require the reader to be at the end, and AT and ED to agree with what is there.")
                        .defects("webauthn.form-not-checked", "error.crash-on-malformed")
                        .trial(signIn().unreadable(
                                        "AT=1 without data",
                                        (seams, here) -> seams.authData(data -> data.with(AuthData.AT)))
                                .unreadable(
                                        "ED=1 without a map",
                                        (seams, here) -> seams.authData(data -> data.with(AuthData.ED)))
                                .unreadable(
                                        "a byte after the end",
                                        (seams, here) ->
                                                seams.authDataBytes(data -> Bytes.concat(data, Bytes.of((byte) 0))))));
    }

    private static Probe session() {
        return probe("A-30", HIGH, "The cookies from before the passkey", 25)
                .source(Source.of(
                        "WSTG-SESS-03",
                        "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing"
                                + "/06-Session_Management_Testing/03-Testing_for_Session_Fixation"))
                .tags("CWE-384", "ASVS 7.2.4")
                .correct("Gives the session another id when the passkey was right; the old one is dead.")
                .fix("Renew the session's id at every sign-in, also where a script signs in.")
                .defects("session.not-rotated")
                .trial(signIn().refusedDeed("", Assertions::sameSession));
    }

    private static List<Probe> record() {
        return List.of(
                probe("A-23", MEDIUM, "A signature counter that goes back", 22)
                        .source(Source.webAuthn("§6.1.1", "sctn-sign-counter"))
                        .tags("CWE-294")
                        .correct("Refuses, or reacts as it documents; it never lowers what it has stored.")
                        .fix("Compare with the stored counter where either is not zero.")
                        .defects("webauthn.counter-not-checked")
                        .trial(signIn().refusedDeed("lower", Assertions.counter(10, 5))
                                .refusedDeed("equal", Assertions.counter(10, 10))),
                probe("A-24", MEDIUM, "A signature counter that is always zero", 22)
                        .source(Source.of("w3c/webauthn#2363", "https://github.com/w3c/webauthn/issues/2363"))
                        .correct("Takes it: synced passkeys do not count.")
                        .fix("Compare counters only where one of them is not zero.")
                        .defects("webauthn.counter-must-grow")
                        .trial(Trial.look(Attempt.accepted("twice", Assertions.counter(0, 0)))),
                probe("A-28", HIGH, "The key of a passkey is exchanged by registering its id again", 20)
                        .source(Source.webAuthn("§7.1 step 26", "sctn-registering-a-new-credential"))
                        .tags("CWE-694")
                        .correct("Refuses the second registration, and the first key stays.")
                        .fix("Refuse a credential id that is taken, also by the same person.")
                        .defects("webauthn.credential-id-overwrites", "webauthn.signature-not-checked")
                        .trial(signIn().refusedDeed("", Assertions::keyExchanged)));
    }
}
