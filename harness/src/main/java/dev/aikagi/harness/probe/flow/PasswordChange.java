package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.HIGH;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.probe.totp.TotpApp;
import java.io.IOException;
import java.util.Map;

/** F-24: another password, for somebody who is signed in. */
final class PasswordChange {
    private static final String PAGE = "change-password";

    private PasswordChange() {}

    static Probe probe() {
        return Probe.of("F-24", HIGH, "The password changed without the present one")
                .source(Source.asvs("6.2.3", "0x15-V6-Authentication"))
                .tags("CWE-620", "ASVS 6.2.3")
                .correct("Asks for the present password, and compares it.")
                .fix("Verify the present password in the step that stores the new one.")
                .defects("password.current-not-asked")
                .pages("totp-register", "totp-sign-in", PAGE)
                .trial(Trial.of(
                        bench -> changed(bench, Subject::password),
                        Attempt.refused("a wrong one", bench -> changed(bench, subject -> subject.password() + "x")),
                        Attempt.refused("none", bench -> changed(bench, subject -> "")),
                        Attempt.refused("the field left out", PasswordChange::leftOut)));
    }

    private interface Typed {
        String by(Subject subject);
    }

    private static Observation changed(Bench bench, Typed typed) throws Exception {
        Subject subject = TotpApp.enrolled(bench).subject();
        return ended(bench, subject, draft(subject, typed.by(subject)));
    }

    private static Observation leftOut(Bench bench) throws Exception {
        Subject subject = TotpApp.enrolled(bench).subject();
        RequestDraft draft = draft(subject, "aikagi-left-out");
        return ended(bench, subject, draft.withBody(draft.body().replaceFirst("&?[^&=]*=aikagi-left-out", "")));
    }

    private static RequestDraft draft(Subject subject, String present) throws IOException {
        PortalSession window = subject.window();
        window.open(PAGE).require(PAGE);
        return window.draft(
                PAGE,
                Map.of(
                        "current-password", present,
                        "new-password", another(subject),
                        "confirm-password", another(subject)));
    }

    private static String another(Subject subject) {
        return "New-" + subject.persona().newPassword();
    }

    /** The new password either opens the second factor's page, or it was not stored. */
    private static Observation ended(Bench bench, Subject subject, RequestDraft draft) throws IOException {
        bench.hide(another(subject), "password");
        Page page = subject.window().send(draft);
        subject.password(another(subject));
        try {
            boolean taken = !Answer.of(subject.signIn(bench.browser())).isRefusal();
            return Observation.ended(page, taken);
        } catch (PageMismatchException e) {
            return Observation.ended(page, false);
        }
    }
}
