package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Cookie;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FirstSignIn;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.probe.totp.TotpApp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** F: when a session's id changes, and when it ends. */
final class SessionProbes {
    private static final String SIGN_IN = "sign-in";
    private static final String END_OTHERS = "end-others";
    private static final Source FIXATION = Source.of(
            "WSTG-SESS-03", StepProbes.WSTG + "06-Session_Management_Testing/03-Testing_for_Session_Fixation");
    private static final Source LOGOUT = Source.of(
            "WSTG-SESS-06", StepProbes.WSTG + "06-Session_Management_Testing/06-Testing_for_Logout_Functionality");

    private SessionProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of("F-10", CRITICAL, "A session that an attacker has begun, finished by the victim")
                        .source(FIXATION)
                        .tags("CWE-384", "CWE-352", "CVE-2026-37982", "ASVS 7.2.4")
                        .correct("Who planted the session is left outside; a sign-in from a foreign page is refused.")
                        .fix("Give the session another id when somebody signs in; check the sign-in form's token.")
                        .defects("session.not-rotated", "csrf.not-checked")
                        .unless(Steps::lacksPages)
                        .trial(Trial.of(
                                SessionProbes::honest,
                                Attempt.refused("the session's id was planted", SessionProbes::planted),
                                Attempt.refused(
                                        "the sign-in is sent by a foreign page", SessionProbes::foreignSignIn))),
                Probe.of("F-11", HIGH, "The id from before the password, and from before the second factor")
                        .source(FIXATION)
                        .tags("CWE-384", "ASVS 7.2.4")
                        .correct("Gives the session another id at each; the old ones are dead.")
                        .fix("Renew the id whenever the session's rights grow.")
                        .pages("totp-register", "totp-sign-in")
                        .defects("session.not-rotated")
                        .trial(Trial.of(
                                SessionProbes::honest,
                                Attempt.refused("before the password", bench -> {
                                    Subject subject = bench.newcomer();
                                    PortalSession window = subject.window();
                                    window.open(SIGN_IN);
                                    String before = cookies(window);
                                    subject.signIn();
                                    return replayed(bench, window.page().uri(), before);
                                }),
                                Attempt.refused("before the second factor", bench -> {
                                    TotpApp app = TotpApp.rested(bench);
                                    PortalSession browser = app.asked();
                                    String before = cookies(browser);
                                    Page page = TotpApp.type(browser, app.code(0));
                                    return replayed(bench, page.uri(), before);
                                }))),
                Probe.of("F-12", HIGH, "A session id that the browser made up")
                        .source(FIXATION)
                        .tags("CWE-384", "ASVS 7.2.3")
                        .correct("Takes ids alone that it gave out.")
                        .fix("Answer an unknown id with a new one.")
                        .defects("session.id-adopted")
                        .unless(Steps::lacksPages)
                        .trial(Trial.of(SessionProbes::honest, Attempt.refused("", SessionProbes::madeUp))),
                Probe.of("F-13", HIGH, "The cookie from before the sign-out")
                        .source(LOGOUT)
                        .tags("CWE-613", "ASVS 7.4.1")
                        .correct("Ends the session on the server.")
                        .fix("Delete the session when somebody signs out; taking the cookie away is not enough.")
                        .pages("totp-register", "totp-sign-in", "top")
                        .defects("session.not-ended")
                        .trial(Trial.of(SessionProbes::honest, Attempt.refused("", bench -> {
                            PortalSession window =
                                    TotpApp.enrolled(bench).subject().window();
                            window.page().require("top");
                            URI top = window.page().uri();
                            String before = cookies(window);
                            window.submit("sign-out", Map.of());
                            return replayed(bench, top, before);
                        }))),
                Probe.of("F-14", MEDIUM, "Another session of the person's, after the password was changed")
                        .source(LOGOUT)
                        .tags("CWE-613", "ASVS 7.4.3")
                        .correct("Ends it, or offers to.")
                        .fix("End the person's other sessions when the password changes.")
                        .pages(Steps.PASSWORD)
                        .defects("session.others-live-on")
                        .trial(Trial.of(Steps::honest, Attempt.refused("", SessionProbes::otherSession))),
                Probe.of("F-15", LOW, "A session that nobody has used for a day")
                        .source(LOGOUT)
                        .tags("CWE-613", "ASVS 7.3.1")
                        .correct("Is over.")
                        .fix("End sessions after a time without a request.")
                        .defects("session.never-idle")
                        .unless(Steps::lacksPages)
                        .trial(Trial.of(SessionProbes::honest, Attempt.refused("", bench -> {
                            Subject subject = bench.newcomer();
                            subject.signIn();
                            bench.pass(Duration.ofDays(1));
                            Page page = subject.window().reload();
                            return Observation.ended(page, isInside(page));
                        }))));
    }

    private static Observation honest(Bench bench) throws IOException {
        Page page = bench.newcomer().signIn();
        return Observation.ended(page, isInside(page));
    }

    private static boolean isInside(Page page) {
        boolean outside = page.id()
                .filter(id -> id.equals(SIGN_IN) || id.equals("signed-out"))
                .isPresent();
        return !outside && page.id().isPresent() && !Answer.of(page).isRefusal();
    }

    private static String cookies(PortalSession browser) {
        return browser.cookies().stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    /** A browser with those cookies opens that page: a session is alive where it is shown. */
    private static Observation replayed(Bench bench, URI uri, String cookies) throws IOException {
        PortalSession thief = bench.browser();
        Page page = thief.send(thief.draft(uri).withHeader("Cookie", cookies));
        return Observation.ended(page, isInside(page));
    }

    /** The victim signs in with a browser that holds the attacker's session. */
    private static Observation planted(Bench bench) throws IOException {
        PortalSession prepared = bench.browser();
        prepared.open(SIGN_IN);
        String planted = cookies(prepared);
        Page page = prepared.send(credentials(prepared, bench.newcomer()));
        return replayed(bench, page.uri(), planted);
    }

    private static RequestDraft credentials(PortalSession browser, Subject subject) {
        return browser.draft(SIGN_IN, Map.of("user-id", subject.persona().userId(), "password", subject.password()));
    }

    private static Observation foreignSignIn(Bench bench) throws IOException {
        PortalSession attacker = bench.browser();
        attacker.open(SIGN_IN);
        RequestDraft draft = credentials(attacker, bench.newcomer())
                .withoutHeader("Cookie")
                .withoutHeader("Referer")
                .withHeader("Origin", "https://evil.example");
        PortalSession victim = bench.browser();
        Page page = victim.send(draft);
        return Observation.ended(page, isInside(page));
    }

    private static Observation madeUp(Bench bench) throws IOException {
        PortalSession window = bench.browser();
        URI signIn = window.open(SIGN_IN).uri();
        String forged = window.cookies().stream()
                .map(cookie -> cookie.name() + "=" + madeUp(cookie, bench))
                .collect(Collectors.joining("; "));
        Subject victim = bench.newcomer();
        PortalSession browser = victim.window();
        browser.send(browser.draft(signIn).withHeader("Cookie", forged)).require(SIGN_IN);
        Page page = browser.send(credentials(browser, victim).withHeader("Cookie", forged));
        URI inside = isInside(page) ? page.uri() : bench.newcomer().signIn().uri();
        return replayed(bench, inside, forged);
    }

    private static String madeUp(Cookie cookie, Bench bench) {
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < cookie.value().length(); at++) {
            value.append((char) ('a' + bench.random().nextInt(26)));
        }
        return value.toString();
    }

    private static boolean offersToEndOthers(Bench bench) {
        return Optional.ofNullable(bench.profile().pages().get(Steps.PASSWORD)).stream()
                .flatMap(page -> page.forms().values().stream())
                .anyMatch(form ->
                        form instanceof HtmlFormProfile html && html.fields().containsKey(END_OTHERS));
    }

    private static Observation otherSession(Bench bench) throws IOException {
        Subject subject = bench.newcomer();
        PortalSession other = bench.browser();
        Page before = subject.signIn(other);
        new FirstSignIn(subject, Method.TOTP, bench.browser()).walkTo(Steps.PASSWORD);
        String password = subject.persona().newPassword();
        Map<String, String> typed = new HashMap<>(Map.of("new-password", password, "confirm-password", password));
        if (offersToEndOthers(bench)) {
            typed.put(END_OTHERS, "true");
        }
        subject.window().submit(Steps.PASSWORD, typed).require("setup-done");
        Page after = other.get(before.uri());
        return Observation.ended(after, isInside(after));
    }
}
