package dev.aikagi.harness.probe.totp;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.totp.TotpProbes.probe;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Guesses;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.util.List;
import java.util.Map;

/** O: guessing codes. */
final class TotpGuessProbes {
    private static final Source RFC4226_THROTTLING =
            Source.of("RFC 4226 §7.3", "https://www.rfc-editor.org/rfc/rfc4226#section-7.3");

    List<Probe> probes() {
        return List.of(
                probe("O-04", HIGH, "Twenty wrong codes, then the right one")
                        .source(RFC4226_THROTTLING)
                        .tags("CWE-307", "ASVS 6.6.3", "ASVS 6.3.1")
                        .correct("Judges a few codes, then none for a while.")
                        .fix("Count failures for each account, before the code is judged.")
                        .defects("totp.not-throttled")
                        .destructive()
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", bench -> {
                            TotpApp app = TotpApp.rested(bench);
                            PortalSession browser = app.asked();
                            return Guesses.thenRight(
                                    () -> TotpApp.type(browser, app.wrongCode()),
                                    () -> TotpApp.type(browser, app.code(0)),
                                    TotpApp::isIn);
                        }))),
                probe("O-05", HIGH, "Wrong codes spread over sessions and addresses")
                        .source(RFC4226_THROTTLING)
                        .tags("CWE-307", "ASVS 6.6.3", "ASVS 4.1.3")
                        .correct("Counts failures for the account, wherever they come from.")
                        .fix("Key the count by the account, not by session, challenge or forwarded address.")
                        .defects("totp.not-throttled", "totp.count-per-session")
                        .destructive()
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("three browsers in turns", TotpGuessProbes::inTurns),
                                Attempt.refused("another X-Forwarded-For each time", TotpGuessProbes::forwarded))),
                probe("O-06", MEDIUM, "The password typed again between wrong codes")
                        .source(RFC4226_THROTTLING)
                        .tags("CWE-307", "ASVS 6.6.3")
                        .correct("Keeps the count of wrong codes until a code is right.")
                        .fix("Clear the count of codes when a code was accepted, not when the password was.")
                        .defects("totp.count-reset-by-password", "totp.count-per-session")
                        .destructive()
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", TotpGuessProbes::password))),
                probe("O-07", MEDIUM, "Twenty wrong codes at the enrolment, then the right one")
                        .source(RFC4226_THROTTLING)
                        .tags("CWE-307", "ASVS 6.6.3")
                        .correct("Judges a few codes, then none for a while.")
                        .fix("Count failures at the enrolment as at the sign-in.")
                        .defects("totp.enrolment-not-throttled")
                        .destructive()
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", bench -> {
                            TotpApp app = TotpApp.scanned(bench);
                            return Guesses.thenRight(
                                    () -> app.enrol(app.wrongCode()),
                                    () -> app.enrol(app.code(0)),
                                    page -> !TotpApp.isEnrolment(page)
                                            && !Answer.of(page).isRefusal());
                        }))));
    }

    private static Observation inTurns(Bench bench) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        List<PortalSession> browsers = List.of(app.asked(), app.asked(), app.asked());
        int[] turn = {0};
        return Guesses.thenRight(
                () -> TotpApp.type(browsers.get(turn[0]++ % browsers.size()), app.wrongCode()),
                () -> TotpApp.type(browsers.get(turn[0] % browsers.size()), app.code(0)),
                TotpApp::isIn);
    }

    private static Observation forwarded(Bench bench) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        PortalSession browser = app.asked();
        int[] turn = {0};
        return Guesses.thenRight(
                () -> from(browser, app.wrongCode(), ++turn[0]),
                () -> from(browser, app.code(0), ++turn[0]),
                TotpApp::isIn);
    }

    private static Page from(PortalSession browser, String code, int address) throws java.io.IOException {
        return browser.send(
                browser.draft("code", Map.of("code", code)).withHeader("X-Forwarded-For", "198.51.100." + address));
    }

    private static Observation password(Bench bench) throws Exception {
        TotpApp measured = TotpApp.rested(bench);
        PortalSession one = measured.asked();
        int limit = Guesses.judged(() -> TotpApp.type(one, measured.wrongCode()));
        if (limit == Guesses.MOST || limit < 2) {
            throw new NotApplicableException("the portal does not say when it slows down: see O-04");
        }
        TotpApp app = TotpApp.rested(bench);
        PortalSession before = app.asked();
        for (int count = 1; count < limit; count++) {
            TotpApp.type(before, app.wrongCode());
        }
        PortalSession after = app.asked();
        TotpApp.type(after, app.wrongCode());
        Answer last = Answer.of(TotpApp.type(after, app.wrongCode()));
        return Observation.that(
                last.isThrottled(),
                "after %d wrong codes, %d of them before the password was typed again: %s"
                        .formatted(limit + 1, limit - 1, last));
    }
}
