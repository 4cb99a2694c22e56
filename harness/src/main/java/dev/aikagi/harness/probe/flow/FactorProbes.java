package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.probe.totp.TotpApp;
import java.util.List;
import java.util.Optional;

/** F: what a password alone opens, for a person who has an app enrolled. */
final class FactorProbes {
    private static final Source MFA = Source.of(
            "WSTG-ATHN-11", StepProbes.WSTG + "04-Authentication_Testing/11-Testing_Multi-Factor_Authentication");

    private FactorProbes() {}

    private static Probe.Builder probe(String id, Severity severity, String title) {
        return Probe.of(id, severity, title).source(MFA).pages("totp-register", "totp-sign-in");
    }

    static List<Probe> all() {
        return List.of(
                probe("F-05", CRITICAL, "After the password, the pages behind the second factor")
                        .tags("CWE-308", "ASVS 6.3.3", "ASVS 6.3.4")
                        .correct("Asks for the second factor whatever is opened.")
                        .fix("Give the session its rights when the last factor was verified.")
                        .defects("flow.password-is-enough")
                        .pages("top")
                        .trial(Trial.of(
                                FactorProbes::honest, Attempt.refused("", bench -> opens(bench, List.of("top"))))),
                probe("F-06", CRITICAL, "After the password, the enrolment of another factor")
                        .tags("CWE-287", "ASVS 7.5.1")
                        .correct("Lets somebody who has a factor enrol another after the one they have.")
                        .fix("Ask for an enrolled factor before any other is enrolled.")
                        .defects("flow.enrol-without-factor")
                        .trial(Trial.of(
                                FactorProbes::honest,
                                Attempt.refused(
                                        "", bench -> opens(bench, List.of("passkey-register", "totp-register"))))),
                probe("F-07", HIGH, "A weaker factor than the one that is enrolled")
                        .tags("CWE-757", "ASVS 6.3.4")
                        .correct("Asks for what the person has enrolled.")
                        .fix("Choose the factor on the server, by what is enrolled.")
                        .defects("flow.downgrade")
                        .pages("mail-code")
                        .trial(Trial.of(
                                FactorProbes::honest,
                                Attempt.refused("", bench -> opens(bench, List.of("mail-code"))))));
    }

    private static Observation honest(Bench bench) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        Page page = TotpApp.type(app.asked(), app.code(0));
        return Observation.ended(page, TotpApp.isIn(page));
    }

    private static Observation opens(Bench bench, List<String> pages) throws Exception {
        List<String> addressed = pages.stream()
                .filter(page -> Optional.ofNullable(bench.profile().pages().get(page))
                        .flatMap(PageProfile::address)
                        .isPresent())
                .toList();
        if (addressed.isEmpty()) {
            throw new NotApplicableException("no such page of the portal can be opened by an address");
        }
        PortalSession browser = TotpApp.rested(bench).asked();
        for (String page : addressed) {
            if (Steps.opened(browser.duplicate(), page).isPresent()) {
                return Observation.accepted("page '%s' opens".formatted(page));
            }
        }
        return Observation.ended(browser.page(), false);
    }
}
