package dev.aikagi.harness.probe.totp;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.FactorRemoval;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** O: one-time passwords from an app. */
public final class TotpProbes implements ProbeFamily {
    static final Source RFC6238_VALIDATION =
            Source.of("RFC 6238 §5.2", "https://www.rfc-editor.org/rfc/rfc6238#section-5.2");

    @Override
    public String letter() {
        return "O";
    }

    @Override
    public String title() {
        return "One-time passwords from an app";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        probes.addAll(codes());
        probes.addAll(typing());
        probes.add(removed());
        probes.addAll(new TotpGuessProbes().probes());
        probes.addAll(new TotpSeedProbes().probes());
        probes.sort(Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }

    static Probe.Builder probe(String id, Severity severity, String title) {
        return Probe.of(id, severity, title).pages(TotpApp.ENROLMENT, TotpApp.SIGN_IN);
    }

    /** Enrols an app and signs in with its next code. */
    static Observation honest(Bench bench) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        Page page = TotpApp.type(app.asked(), app.code(0));
        return Observation.ended(page, TotpApp.isIn(page));
    }

    private static Observation signIn(TotpApp app, String code) throws Exception {
        Page page = TotpApp.type(app.asked(), code);
        return Observation.ended(page, TotpApp.isIn(page));
    }

    private static List<Probe> codes() {
        return List.of(
                probe("O-01", HIGH, "The same code twice")
                        .source(RFC6238_VALIDATION)
                        .tags("CWE-294", "ASVS 6.5.1")
                        .correct(
                                "Refuses a code that has served, in any session, also the one that confirmed the enrolment.")
                        .fix("Store the last accepted step with the seed, and accept later steps only.")
                        .defects("totp.replay", "totp.not-proved")
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("the code of the enrolment", bench -> {
                                    TotpApp app = TotpApp.scanned(bench);
                                    String code = app.code(0);
                                    app.enrol(code);
                                    return signIn(app, code);
                                }),
                                Attempt.refused("the code of the sign-in before", bench -> {
                                    TotpApp app = TotpApp.rested(bench);
                                    String code = app.code(0);
                                    TotpApp.type(app.asked(), code);
                                    return signIn(app, code);
                                }))),
                probe("O-02", MEDIUM, "An older step's code after a newer one was accepted")
                        .source(RFC6238_VALIDATION)
                        .tags("CWE-294", "ASVS 6.5.1")
                        .correct("Refuses every step at or before the last one accepted.")
                        .fix("Compare the matched step with the last accepted one, not the code with the last code.")
                        .defects("totp.replay", "totp.older-step")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", bench -> {
                            TotpApp app = TotpApp.rested(bench);
                            PortalSession one = app.asked();
                            PortalSession other = app.asked();
                            String older = app.code(-1);
                            TotpApp.type(one, app.code(0));
                            Page page = TotpApp.type(other, older);
                            return Observation.ended(page, TotpApp.isIn(page));
                        }))),
                probe("O-03", HIGH, "Codes of two and more steps before and after their time")
                        .source(
                                RFC6238_VALIDATION,
                                Source.of("RFC 6238 §6", "https://www.rfc-editor.org/rfc/rfc6238#section-6"))
                        .tags("CWE-613", "ASVS 6.5.5")
                        .correct("Accepts one step of delay at most.")
                        .fix("Compare with the present step and its neighbours, no others.")
                        .defects("totp.wide-window")
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("too late", bench -> offTime(bench, -10, -3, -2)),
                                Attempt.refused("too early", bench -> offTime(bench, 10, 3, 2)))),
                probe("O-08", HIGH, "The code of somebody else's app")
                        .source(Source.of("WSTG-ATHN-11", WSTG_MFA))
                        .tags("CWE-287", "ASVS 6.6.2")
                        .correct("Verifies a code with the seed of the person who signs in, once it is confirmed.")
                        .fix("Look the seed up by the person of the session.")
                        .defects("totp.foreign-code")
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("of an app that is enrolled", bench -> {
                                    TotpApp other = TotpApp.rested(bench);
                                    return signIn(TotpApp.rested(bench), other.code(0));
                                }),
                                Attempt.refused("of an app that is not enrolled yet", bench -> {
                                    TotpApp app = TotpApp.rested(bench);
                                    return signIn(app, TotpApp.scanned(bench).code(0));
                                }))));
    }

    private static Probe removed() {
        return probe("O-16", HIGH, "Codes of an app that was removed")
                .source(Source.asvs("6.5.6", "0x15-V6-Authentication"))
                .tags("CWE-613", "ASVS 6.5.6")
                .correct("Refuses them at once, and takes those of the app that is left.")
                .fix("Look the person's apps up when the code comes.")
                .about(FactorRemoval.PAGE)
                .unless(FactorRemoval::obstacle)
                .defects("totp.removed-still-accepted", "totp.seed-constant")
                .trial(Trial.of(
                        bench -> signedIn(withOneRemoved(bench).left()),
                        Attempt.refused(
                                "", bench -> signedIn(withOneRemoved(bench).removed()))));
    }

    /** Two apps of one person, of which the first is enrolled no more. */
    private record Apps(TotpApp removed, TotpApp left) {}

    private static Apps withOneRemoved(Bench bench) throws Exception {
        TotpApp first = TotpApp.enrolled(bench);
        TotpApp second = first.another();
        // The wrong one must not be let in by what the right one has left behind: both have signed in.
        second.steps(2);
        TotpApp.type(first.asked(), first.code(0));
        TotpApp.type(second.asked(), second.code(0));
        FactorRemoval removal = FactorRemoval.open(first.subject().window());
        Page page = removal.remove(removal.ids().get(0), first.subject().password());
        if (Answer.of(page).isRefusal()) {
            throw new InconclusiveException("the first app was not removed: " + Answer.of(page));
        }
        second.steps(2);
        return new Apps(first, second);
    }

    private static Observation signedIn(TotpApp app) throws Exception {
        return signIn(app, app.code(0));
    }

    static final String WSTG_MFA = "https://owasp.org/www-project-web-security-testing-guide/latest/"
            + "4-Web_Application_Security_Testing/04-Authentication_Testing/11-Testing_Multi-Factor_Authentication";

    private static Observation offTime(Bench bench, int... steps) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        PortalSession browser = app.asked();
        Page page = browser.page();
        for (int step : steps) {
            page = TotpApp.type(browser, app.code(step));
            if (TotpApp.isIn(page)) {
                return Observation.accepted("the code of %+d steps let in".formatted(step));
            }
        }
        return Observation.ended(page, false);
    }

    private static List<Probe> typing() {
        return List.of(
                probe("O-14", LOW, "Codes that are written in another way")
                        .source(Source.asvs("2.2.1", "0x11-V2-Validation-and-Business-Logic"))
                        .tags("CWE-20", "ASVS 2.2.1")
                        .correct("Takes six digits; tolerates a space between them or refuses it clearly.")
                        .fix("Match the text that was typed before anything is computed.")
                        .defects("totp.digits-missing")
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("five digits", bench -> written(bench, code -> code.substring(1))),
                                Attempt.refused("eight digits", bench -> written(bench, code -> code + "00")),
                                Attempt.refused("a negative number", bench -> written(bench, code -> "-" + code)),
                                new Attempt(
                                        "a space in the middle",
                                        Expectation.NO_CRASH,
                                        bench ->
                                                written(bench, code -> code.substring(0, 3) + " " + code.substring(3))),
                                new Attempt(
                                        "full-width digits",
                                        Expectation.NO_CRASH,
                                        bench -> written(bench, TotpProbes::fullWidth)))),
                probe("O-15", MEDIUM, "A parameter that says another time")
                        .source(Source.asvs("6.5.8", "0x15-V6-Authentication"))
                        .tags("CWE-807", "ASVS 6.5.8")
                        .correct("Takes the time from its own clock.")
                        .fix("Do not read the time from the request.")
                        .defects("totp.client-time")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", bench -> {
                            TotpApp app = TotpApp.rested(bench);
                            PortalSession browser = app.asked();
                            long later = app.step() + 100;
                            long time = later * app.seed().period() + 1;
                            var draft = browser.draft("code", Map.of("code", TotpCode.of(app.seed(), later)));
                            Page page = browser.send(draft.withBody(draft.body()
                                    + "&time=%d&timestamp=%d&now=%d&t=%d".formatted(time, time, time, time)));
                            return Observation.ended(page, TotpApp.isIn(page));
                        }))),
                probe("O-17", LOW, "What is said of a used code, and of a wrong one")
                        .source(Source.asvs("6.3.8", "0x15-V6-Authentication"))
                        .tags("CWE-204")
                        .correct("Says the same of both.")
                        .fix("Use one message for every code that is not accepted.")
                        .defects("totp.used-code-told")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", bench -> {
                            TotpApp app = TotpApp.rested(bench);
                            String code = app.code(0);
                            TotpApp.type(app.asked(), code);
                            Answer used = Answer.of(TotpApp.type(app.asked(), code));
                            Answer wrong = Answer.of(TotpApp.type(app.asked(), app.wrongCode()));
                            return Observation.that(
                                    used.equals(wrong), "a used code: %s; a wrong one: %s".formatted(used, wrong));
                        }))));
    }

    private static Observation written(Bench bench, UnaryOperator<String> writing) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        return signIn(app, writing.apply(app.code(0)));
    }

    private static String fullWidth(String digits) {
        return digits.chars()
                .mapToObj(digit -> String.valueOf((char) (digit - '0' + '０')))
                .collect(Collectors.joining());
    }
}
