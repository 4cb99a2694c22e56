package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FactorRemoval;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;

/** Passkeys that are removed: by whom, and what they are good for afterwards. */
final class RemovedPasskeys {
    private RemovedPasskeys() {}

    static Probe whileOpen() {
        return AuthenticationProbes.probe(
                        "A-25",
                        Severity.HIGH,
                        "A passkey that was removed, and a password changed, while a ceremony was open",
                        6)
                .tags("ASVS 6.5.6", "ASVS 7.4.2")
                .correct("Refuses at once, also in a ceremony that was open before.")
                .fix("Look the passkey up when the response comes; end other sessions when the password changes.")
                .defects("webauthn.removed-still-accepted", "session.others-live-on")
                .trial(SignInTrial.signIn()
                        .refusedDeed("the passkey was removed", RemovedPasskeys::inOpenCeremony)
                        .refusedDeed("the password was changed", Assertions::passwordChanged));
    }

    static Probe byAnother() {
        return Probe.of("A-31", Severity.HIGH, "Another person's passkey, removed by its id")
                .source(Source.asvs("8.2.2", "0x17-V8-Authorization"))
                .tags("CWE-639", "ASVS 8.2.2")
                .correct("Removes passkeys of the person who is signed in alone.")
                .fix("Look the id up among the signed-in person's own passkeys.")
                .defects("account.any-owner")
                .about(FactorRemoval.PAGE)
                .pages("passkey-register")
                .unless(PasskeySignIn::obstacle)
                .unless(FactorRemoval::obstacle)
                .trial(Trial.of(RemovedPasskeys::own, Attempt.refused("", RemovedPasskeys::anothers)));
    }

    /** Somebody with two: portals keep the last one. */
    private static SignInTrial.Enrolled withTwo(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        Assertions.secondPasskey(first.second(second));
        return person;
    }

    private static Observation own(Bench bench) throws IOException {
        SignInTrial.Enrolled person = withTwo(bench);
        PortalSession window = person.signedIn();
        FactorRemoval removal = FactorRemoval.open(window);
        String id = removal.ids().get(0);
        Page page = removal.remove(id, person.subject().password());
        return Observation.ended(page, isGone(id, window));
    }

    private static Observation anothers(Bench bench) throws IOException {
        PortalSession victims = withTwo(bench).signedIn();
        String id = FactorRemoval.open(victims).ids().get(0);
        SignInTrial.Enrolled attacker = withTwo(bench);
        PortalSession window = attacker.signedIn();
        FactorRemoval own = FactorRemoval.open(window);
        Page page = window.send(own.draftOf(id, attacker.subject().password()));
        return Observation.ended(page, isGone(id, victims));
    }

    private static boolean isGone(String id, PortalSession owners) throws IOException {
        return !FactorRemoval.open(owners.newWindow()).ids().contains(id);
    }

    /** A ceremony is open; in another browser the person removes the passkey, having a second one. */
    static Observation inOpenCeremony(Bench bench) throws IOException {
        SignInTrial.Enrolled person = withTwo(bench);
        PasskeySignIn open = person.signIn();
        FactorRemoval removal = FactorRemoval.open(person.signedIn());
        String id = Hash.base64Url(person.credential().id());
        String named = removal.ids().contains(id) ? id : removal.ids().get(0);
        Page page = removal.remove(named, person.subject().password());
        if (Answer.of(page).isRefusal()) {
            throw new InconclusiveException("the passkey was not removed: " + Answer.of(page));
        }
        return open.attempt(person.credential(), (seams, here) -> {});
    }
}
