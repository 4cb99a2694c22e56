package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.LOW;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FactorRemoval;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.probe.totp.TotpApp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** F: what people change in their account when they are signed in, and how they hear of it. */
final class AccountProbes {
    private static final String PASSWORD = "change-password";
    private static final Duration NOTICE_LIMIT = Duration.ofSeconds(3);

    private AccountProbes() {}

    static List<Probe> all() {
        return List.of(removal(), notices());
    }

    private static Probe removal() {
        return Probe.of("F-25", CRITICAL, "A factor removed without the password, and another person's by its id")
                .source(
                        Source.asvs("7.5.1", "0x16-V7-Session-Management"),
                        Source.of(
                                "WSTG-ATHN-11",
                                StepProbes.WSTG + "04-Authentication_Testing/11-Testing_Multi-Factor_Authentication"))
                .tags("CWE-639", "CWE-306", "ASVS 7.5.1")
                .correct("Asks for the password once more, and removes what is the person's own alone.")
                .fix("Verify the person in the step that removes; look the id up among the person's own factors.")
                .defects("account.any-owner", "password.current-not-asked")
                .pages("totp-register", "totp-sign-in")
                .about(FactorRemoval.PAGE)
                .unless(FactorRemoval::obstacle)
                .trial(Trial.of(
                        bench -> removed(bench, Subject::password),
                        Attempt.refused("a wrong password", bench -> removed(bench, one -> one.password() + "x")),
                        Attempt.refused("no password", bench -> removed(bench, one -> "")),
                        Attempt.refused("the only one, with a wrong password", AccountProbes::onlyOne),
                        Attempt.refused("another person's, by its id", AccountProbes::anothers)));
    }

    private interface Typed {
        String by(Subject subject);
    }

    private static Observation removed(Bench bench, Typed typed) throws Exception {
        TotpApp first = TotpApp.enrolled(bench);
        first.another();
        return removed(first.subject(), typed);
    }

    private static Observation onlyOne(Bench bench) throws Exception {
        return removed(TotpApp.enrolled(bench).subject(), one -> one.password() + "x");
    }

    private static Observation removed(Subject subject, Typed typed) throws IOException {
        FactorRemoval removal = FactorRemoval.open(subject.window());
        Page page = removal.remove(removal.ids().get(0), typed.by(subject));
        return Observation.ended(page, isFewer(subject, removal));
    }

    private static boolean isFewer(Subject subject, FactorRemoval before) throws IOException {
        return FactorRemoval.open(subject.window().newWindow()).ids().size()
                < before.ids().size();
    }

    private static Observation anothers(Bench bench) throws Exception {
        TotpApp victim = TotpApp.enrolled(bench);
        victim.another();
        FactorRemoval theirs = FactorRemoval.open(victim.subject().window());
        TotpApp attacker = TotpApp.enrolled(bench);
        attacker.another();
        FactorRemoval own = FactorRemoval.open(attacker.subject().window());
        String id = theirs.ids().get(0);
        Page page = attacker.subject()
                .window()
                .send(own.draftOf(id, attacker.subject().password()));
        return Observation.ended(page, isFewer(victim.subject(), theirs));
    }

    private static Probe notices() {
        return Probe.of("F-26", LOW, "Mail that tells of a new password and of other factors")
                .source(Source.asvs("6.3.7", "0x15-V6-Authentication"))
                .tags("CWE-778", "ASVS 6.3.7")
                .correct("Tells the person by mail, at the address from before.")
                .fix("Send a mail, without links and codes, whenever what people sign in with changes.")
                .defects("account.changes-not-told")
                .pages("totp-register", PASSWORD)
                .trial(Trial.look(
                        Attempt.refused("a new password", AccountProbes::passwordTold),
                        Attempt.refused("a second app, and the first removed", AccountProbes::removalTold)));
    }

    private static Observation passwordTold(Bench bench) throws Exception {
        Subject subject = TotpApp.enrolled(bench).subject();
        subject.mailbox();
        PortalSession window = subject.window();
        window.open(PASSWORD).require(PASSWORD);
        String another = "New-" + subject.persona().newPassword();
        bench.hide(another, "password");
        window.submit(
                PASSWORD,
                Map.of(
                        "current-password", subject.password(),
                        "new-password", another,
                        "confirm-password", another));
        subject.password(another);
        return told(subject, 1);
    }

    private static Observation removalTold(Bench bench) throws Exception {
        TotpApp app = TotpApp.enrolled(bench);
        app.subject().mailbox();
        app.another();
        FactorRemoval removal = FactorRemoval.open(app.subject().window());
        removal.remove(removal.ids().get(0), app.subject().password());
        return told(app.subject(), 2);
    }

    private static Observation told(Subject subject, int mails) throws IOException {
        for (int mail = 1; mail <= mails; mail++) {
            try {
                subject.mailbox().await(any -> true, NOTICE_LIMIT);
            } catch (IOException e) {
                return Observation.broken("of %d changes %d were told".formatted(mails, mail - 1));
            }
        }
        return Observation.kept(mails + " mails told of it");
    }
}
