package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What was given out for one ceremony, used in the other. Where a name alone gets options, a server that keeps one challenge
 * and one name for both ceremonies gives every account to whoever says its name.
 */
final class CrossedCeremonies {
    private static final Source CHALLENGES = Source.webAuthn("§13.4.3", "sctn-cryptographic-challenges");
    private static final String SIGN_IN = "sign-in";

    private CrossedCeremonies() {}

    static Probe registration() {
        return RegistrationProbes.probe("R-41", CRITICAL, "A passkey of the attacker's for a name that is taken", 8)
                .source(CHALLENGES)
                .tags("CWE-306", "CWE-841", "ASVS 6.4.4")
                .correct("Adds a passkey to a name that is taken for nobody but who is signed in under it.")
                .fix("Keep with each challenge for which ceremony and for whom it was given out; add passkeys to an"
                        + " account only in a session that is signed in.")
                .defects("rest.options-for-either", "rest.taken-name-registers")
                .pages("passkey-sign-in")
                .unless(CrossedCeremonies::passwordFirst)
                .trial(RegistrationTrial.registration()
                        .refusedDeed("options to sign in, answered with a registration", CrossedCeremonies::planted)
                        .refusedDeed("options to register in that name", CrossedCeremonies::claimed));
    }

    static Probe signIn() {
        return AuthenticationProbes.probe("A-29", MEDIUM, "Options to register, answered with an assertion", 11)
                .source(CHALLENGES)
                .tags("CWE-841")
                .correct("Takes an assertion only for options to sign in.")
                .fix("Keep with each challenge for which ceremony it was given out.")
                .defects("rest.options-for-either")
                .unless(CrossedCeremonies::passwordFirst)
                .trial(SignInTrial.signIn().refusedDeed("", CrossedCeremonies::asserted));
    }

    private static Optional<String> passwordFirst(PortalProfile profile) {
        return profile.asksForNameAlone()
                ? Optional.empty()
                : Optional.of("a name alone gets no options here; what the password alone lets one enrol is F-06");
    }

    private static Observation planted(Bench bench) throws IOException {
        SignInTrial.Enrolled victim = SignInTrial.enrolled(bench);
        Enrolment own = Enrolment.begin(bench);
        PasskeySignIn begun = victim.signIn();
        ForgedCredential attackers = ForgedCredential.create(victim.credential().userHandle(), bench.random());
        Forgery forged = begun.forge().registration(attackers, new RegistrationSeams());
        RequestDraft crossed =
                begun.draft(forged.json()).withUri(own.draft(forged.json()).uri());
        return judged(victim, attackers, begun.window().send(crossed))
                .with(List.of(exhibit(Kind.REGISTRATION_RESPONSE, forged)));
    }

    private static Observation claimed(Bench bench) throws IOException {
        SignInTrial.Enrolled victim = SignInTrial.enrolled(bench);
        PortalSession window = bench.browser();
        window.open(SIGN_IN);
        if (!ByName.registers(window)) {
            throw new NotApplicableException("the profile names no form to ask for options to register in a name");
        }
        Page page = ByName.register(window, victim.subject());
        if (page.id().filter("passkey-register"::equals).isEmpty()) {
            return Observation.ended(page, false);
        }
        Enrolment here = Enrolment.onPage(bench, victim.subject(), window);
        ForgedCredential attackers = here.newCredential();
        Forgery forged = here.honest(attackers);
        return judged(victim, attackers, here.send(forged.json()))
                .with(List.of(exhibit(Kind.REGISTRATION_RESPONSE, forged)));
    }

    /** What the portal has stored under the victim's name counts, whatever it answered. */
    private static Observation judged(SignInTrial.Enrolled victim, ForgedCredential attackers, Page page)
            throws IOException {
        Answer answer = Answer.of(page);
        Bench bench = victim.bench();
        if (PasskeySignIn.opens(bench, victim.subject(), attackers)) {
            return Observation.accepted(answer + "; the attacker's passkey signs in under the victim's name");
        }
        if (ByName.lists(bench, victim.subject(), attackers)) {
            return Observation.accepted(answer + "; the attacker's passkey is listed under the victim's name");
        }
        if (!victim.signIn().takes(victim.credential())) {
            return Observation.accepted(answer + "; the victim's own passkey does not sign in any more");
        }
        Optional<Outcome> refusal = answer.refusal();
        return refusal.isPresent()
                ? new Observation(refusal.get(), answer.toString(), List.of())
                : Observation.inert(answer + "; nothing is stored under the victim's name");
    }

    private static Observation asserted(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        Enrolment begun = first.reopened()
                .orElseThrow(() -> new NotApplicableException("the portal lets nobody register a second passkey"));
        Forgery forged = begun.forge().assertion(person.credential(), 0, new AssertionSeams());
        RequestDraft crossed = begun.draft(forged.json())
                .withUri(person.signIn().draft(forged.json()).uri());
        Page page = begun.window().send(crossed);
        boolean in = !Answer.of(page).isRefusal() && Landing.isIn(begun.window(), bench.profile());
        return Observation.ended(page, in, exhibit(Kind.AUTHENTICATION_RESPONSE, forged));
    }

    private static Exhibit exhibit(Kind kind, Forgery forged) {
        return new Exhibit("response", Optional.of(kind), Optional.empty(), Hash.utf8(forged.json()));
    }
}
