package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.Guesses;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** F: the steps of the set-up, none left out. */
final class StepProbes {
    static final String WSTG =
            "https://owasp.org/www-project-web-security-testing-guide/latest/" + "4-Web_Application_Security_Testing/";
    private static final Source WORKFLOW = Source.of(
            "WSTG-BUSL-06", WSTG + "10-Business_Logic_Testing/06-Testing_for_the_Circumvention_of_Work_Flows");

    private StepProbes() {}

    static List<Probe> all() {
        List<Probe> probes = new ArrayList<>(order());
        probes.addAll(forms());
        return probes;
    }

    private static List<Probe> order() {
        return List.of(
                Probe.of("F-01", CRITICAL, "At every step, every later step's address")
                        .source(WORKFLOW)
                        .tags("CWE-425", "ASVS 2.3.1")
                        .correct("Leads back to the step that is due, and changes nothing.")
                        .fix("Keep the step in the session, and check it before every page and form.")
                        .pages(Steps.PASSWORD)
                        .defects("flow.skip-steps", "flow.mail-not-needed")
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("GET", bench -> everywhere(bench, false)),
                                Attempt.refused("POST", bench -> everywhere(bench, true)))),
                Probe.of("F-04", CRITICAL, "The set-up goes on without the mail's link")
                        .source(WORKFLOW)
                        .tags("CWE-841", "CVE-2026-18963")
                        .correct("Waits until the link was opened.")
                        .fix("Ask the stored confirmation whenever the next step is entered.")
                        .pages(Steps.MAIL_SENT)
                        .defects("flow.mail-not-needed")
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("reloaded", bench -> {
                                    PortalSession window =
                                            Steps.at(bench, Steps.MAIL_SENT).window();
                                    window.reload();
                                    return Steps.ended(window.reload(), Steps.MAIL_SENT);
                                }),
                                Attempt.refused("in another window", bench -> {
                                    Subject subject = Steps.at(bench, Steps.MAIL_SENT);
                                    PortalSession window = subject.window().newWindow();
                                    window.get(subject.window().page().uri());
                                    return Steps.ended(window.reload(), Steps.MAIL_SENT);
                                }))),
                Probe.of("F-08", MEDIUM, "A second window goes on after the first has finished")
                        .source(Source.asvs("2.3.3", "0x11-V2-Validation-and-Business-Logic"))
                        .tags("CWE-362", "ASVS 2.3.3")
                        .correct("A set-up that is over cannot be gone through again from a page that was left open.")
                        .fix("Bind each form to the step it belongs to; end the set-up in one step.")
                        .pages(Steps.METHOD, Steps.PASSWORD)
                        .defects("flow.earlier-steps-open")
                        .trial(Trial.of(Steps::honest, Attempt.refused("", StepProbes::secondWindow))));
    }

    private static Observation everywhere(Bench bench, boolean post) throws IOException {
        List<String> opened = new ArrayList<>();
        Answer last = Answer.of(bench.browser().open("sign-in"));
        for (String step : Steps.of(bench.profile())) {
            Subject subject = Steps.at(bench, step);
            for (String later : Steps.after(bench.profile(), step)) {
                PortalSession window = subject.window().duplicate();
                last = Answer.of(post ? posted(window, later) : window.open(later));
                if (last.page().equals(later) || last.crashed()) {
                    opened.add(step + " → " + last);
                }
            }
        }
        return opened.isEmpty()
                ? Observation.rejected("each led back; the last was " + last)
                : Observation.accepted(opened.size() + " led on, the first " + opened.get(0));
    }

    /** Sends the present page's tokens, in fields and addresses, to the later page's form. */
    private static Page posted(PortalSession window, String later) throws IOException {
        String html = window.page().html();
        RequestDraft draft = window.draft(Hidden.withParameters(window.address(later), html))
                .withMethod("POST")
                .withHeader("Content-Type", "application/x-www-form-urlencoded")
                .withBody(Hidden.fields(html));
        return window.send(draft);
    }

    private static Observation secondWindow(Bench bench) throws IOException {
        Subject subject = Steps.at(bench, Steps.METHOD);
        PortalSession second = subject.window().duplicate();
        subject.window().submit(Steps.METHOD, Map.of("method", Method.TOTP.word()));
        String password = subject.persona().newPassword();
        subject.window().submit(Steps.PASSWORD, Map.of("new-password", password, "confirm-password", password));
        subject.password(password);
        Page page = second.submit(Steps.METHOD, Map.of("method", Method.EMAIL.word()));
        if (!page.id().filter(Steps.PASSWORD::equals).isPresent()) {
            return Observation.ended(page, false);
        }
        String other = password + "x";
        second.submit(Steps.PASSWORD, Map.of("new-password", other, "confirm-password", other));
        subject.password(other);
        Page in = subject.signIn(bench.browser());
        return Observation.ended(in, !Answer.of(in).isRefusal());
    }

    private static List<Probe> forms() {
        return List.of(
                Probe.of("F-02", HIGH, "Dates of birth that are none, wrong, or somebody else's")
                        .source(WORKFLOW)
                        .tags("CWE-287", "ASVS 2.3.1", "ASVS 6.3.1", "ASVS 6.4.2")
                        .correct("Takes the person's own date; judges a few, then none for a while.")
                        .fix("Compare with the stored date, and count failures for each account.")
                        .pages(Steps.BIRTH_DATE)
                        .defects("flow.skip-birth-date", "flow.birth-date-not-throttled")
                        .destructive()
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("none", bench -> dated(bench, "")),
                                Attempt.refused("a day later", StepProbes::dayLater),
                                Attempt.refused(
                                        "somebody else's",
                                        bench -> dated(
                                                bench,
                                                bench.newcomer().persona().birthDateDigits())),
                                Attempt.refused("the 30th of February", bench -> dated(bench, "19850230")),
                                Attempt.refused("in the future", bench -> dated(bench, "29990101")),
                                new Attempt("in full-width digits", Expectation.NO_CRASH, StepProbes::fullWidth),
                                Attempt.refused("twenty wrong ones, then the right one", StepProbes::guessed))),
                Probe.of("F-03", MEDIUM, "The terms, not agreed to")
                        .source(WORKFLOW)
                        .tags("CWE-841", "ASVS 2.3.1")
                        .correct("Goes on after an agreement only, and keeps which version was agreed to.")
                        .fix("Compare the answer with the one that agrees; store the version with the person.")
                        .pages(Steps.TERMS)
                        .defects(
                                "flow.terms-not-needed",
                                "flow.terms-version-not-checked",
                                "flow.terms-version-not-kept")
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("declined", bench -> {
                                    PortalSession window =
                                            Steps.at(bench, Steps.TERMS).window();
                                    Page page = window.submit(Steps.TERMS, Map.of("decision", "decline"));
                                    return Steps.ended(page, Steps.TERMS);
                                }),
                                Attempt.refused("no answer", bench -> {
                                    PortalSession window =
                                            Steps.at(bench, Steps.TERMS).window();
                                    RequestDraft accepting = window.draft(Steps.TERMS, Map.of("decision", "accept"));
                                    RequestDraft declining = window.draft(Steps.TERMS, Map.of("decision", "decline"));
                                    String silent = common(accepting.body(), declining.body());
                                    return Steps.ended(window.send(accepting.withBody(silent)), Steps.TERMS);
                                }),
                                Attempt.refused("an older version of the terms", StepProbes::olderTerms),
                                Attempt.refused("what is kept of the agreement", AgreedTerms::kept))));
    }

    private static Observation olderTerms(Bench bench) throws IOException {
        PortalSession window = Steps.at(bench, Steps.TERMS).window();
        RequestDraft draft = window.draft(Steps.TERMS, Map.of("decision", "accept"));
        String older = draft.body().replaceAll("(?i)(^|&)([^&=]*version[^&=]*)=[^&]*", "$1$2=2001-01");
        if (older.equals(draft.body())) {
            throw new NotApplicableException("the form does not say which version of the terms is agreed to");
        }
        return Steps.ended(window.send(draft.withBody(older)), Steps.TERMS);
    }

    /** What two forms have in common. */
    private static String common(String one, String other) {
        List<String> theirs = List.of(other.split("&", -1));
        return Arrays.stream(one.split("&", -1)).filter(theirs::contains).collect(Collectors.joining("&"));
    }

    private static Observation dated(Bench bench, String date) throws IOException {
        PortalSession window = Steps.at(bench, Steps.BIRTH_DATE).window();
        return Steps.ended(window.submit(Steps.BIRTH_DATE, Map.of("birth-date", date)), Steps.BIRTH_DATE);
    }

    private static Observation dayLater(Bench bench) throws IOException {
        Subject subject = Steps.at(bench, Steps.BIRTH_DATE);
        String date = subject.persona().birthDate().plusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
        return Steps.ended(subject.window().submit(Steps.BIRTH_DATE, Map.of("birth-date", date)), Steps.BIRTH_DATE);
    }

    private static Observation fullWidth(Bench bench) throws IOException {
        Subject subject = Steps.at(bench, Steps.BIRTH_DATE);
        StringBuilder date = new StringBuilder();
        subject.persona().birthDateDigits().chars().forEach(digit -> date.append((char) (digit - '0' + '０')));
        Page page = subject.window().submit(Steps.BIRTH_DATE, Map.of("birth-date", date.toString()));
        return Steps.ended(page, Steps.BIRTH_DATE);
    }

    private static Observation guessed(Bench bench) throws IOException {
        Subject subject = Steps.at(bench, Steps.BIRTH_DATE);
        PortalSession window = subject.window();
        return Guesses.thenRight(
                () -> window.submit(Steps.BIRTH_DATE, Map.of("birth-date", "19000101")),
                () -> window.submit(
                        Steps.BIRTH_DATE, Map.of("birth-date", subject.persona().birthDateDigits())),
                page -> page.id().filter(id -> !id.equals(Steps.BIRTH_DATE)).isPresent()
                        && !Answer.of(page).isRefusal());
    }
}
