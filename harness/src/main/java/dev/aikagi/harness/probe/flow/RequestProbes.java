package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.HttpExchange;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.probe.totp.TotpApp;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;

/** F: requests that no page of the portal has sent, and what answers give away. */
final class RequestProbes {
    private static final Source CSRF = Source.of(
            "WSTG-SESS-05",
            StepProbes.WSTG + "06-Session_Management_Testing/05-Testing_for_Cross_Site_Request_Forgery");

    private RequestProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of("F-16", HIGH, "Forms that a foreign page sends")
                        .source(CSRF)
                        .tags("CWE-352", "ASVS 3.5.1")
                        .correct("Refuses a form without the session's token, or from another origin.")
                        .fix("Compare a token of the session's in every form, and the Origin header.")
                        .pages("totp-register")
                        .defects("csrf.not-checked")
                        .trial(Trial.of(
                                RequestProbes::honest,
                                Attempt.refused("without a token", bench -> {
                                    Enrolment enrolment = Enrolment.of(bench);
                                    return enrolment.foreign(enrolment
                                            .tokens(Enrolment.of(bench))
                                            .removed());
                                }),
                                Attempt.refused("with another person's token", bench -> {
                                    Enrolment enrolment = Enrolment.of(bench);
                                    return enrolment.foreign(enrolment
                                            .tokens(Enrolment.of(bench))
                                            .exchanged());
                                }))),
                Probe.of("F-17", MEDIUM, "A form sent as GET, and with its method overridden")
                        .source(Source.of("RFC 9110 §9.2.1", "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1"))
                        .tags("CWE-650", "ASVS 3.5.3", "ASVS 4.1.4")
                        .correct("Changes nothing by GET, whatever else the request says.")
                        .fix("Accept the form's own method alone.")
                        .pages("totp-register")
                        .defects("http.get-changes-state")
                        .trial(Trial.of(
                                RequestProbes::honest,
                                Attempt.refused("GET", bench -> asGet(bench, "")),
                                Attempt.refused("GET and X-HTTP-Method-Override", bench -> asGet(bench, "POST")))),
                Probe.of("F-27", MEDIUM, "What errors tell, and what stands in addresses")
                        .source(Source.of(
                                "WSTG-ERRH-01",
                                StepProbes.WSTG
                                        + "08-Testing_for_Error_Handling/01-Testing_For_Improper_Error_Handling"))
                        .tags("CWE-209", "CWE-598", "ASVS 16.5.1", "ASVS 14.2.1")
                        .correct("Says that something is wrong, nothing of its insides; no secret is in an address.")
                        .fix("Answer every error with one page; send secrets in bodies and cookies.")
                        .defects("error.stack-trace-shown")
                        .trial(Trial.look(
                                Attempt.refused("errors", RequestProbes::errors),
                                Attempt.refused("addresses", RequestProbes::addresses))),
                Probe.of("F-29", HIGH, "Another host's name, and plain HTTP")
                        .source(Source.of("RFC 9110 §7.4", "https://www.rfc-editor.org/rfc/rfc9110#section-7.4"))
                        .tags("CWE-350", "CWE-319", "ASVS 12.2.1")
                        .source(Source.of("RFC 6797 §7", "https://www.rfc-editor.org/rfc/rfc6797#section-7"))
                        .correct("Answers to its own names alone; serves every page and its parts over HTTPS, and says"
                                + " that nothing else may be used.")
                        .fix("Refuse requests for other hosts with 421; redirect plain HTTP before anything is asked;"
                                + " send Strict-Transport-Security and Secure cookies.")
                        .defects(
                                "http.any-host",
                                "http.plain-served",
                                "headers.no-strict-transport",
                                "cookie.not-secure")
                        .trial(Trial.look(
                                Attempt.refused("another host", RequestProbes::anotherHost),
                                Attempt.refused("parts of pages", RequestProbes::plainParts),
                                Attempt.refused("plain HTTP", PlainTwin::asked),
                                Attempt.refused("Strict-Transport-Security", PlainTwin::forbidden),
                                Attempt.refused("cookies over plain HTTP", PlainTwin::cookies))));
    }

    private static Observation honest(Bench bench) throws Exception {
        Enrolment enrolment = Enrolment.of(bench);
        return ended(enrolment.window().send(enrolment.draft()));
    }

    private static Observation ended(Page page) {
        return Observation.ended(
                page, !TotpApp.isEnrolment(page) && !Answer.of(page).isRefusal());
    }

    /** A form that changes something: the enrolment of an app, with its right code. */
    private record Enrolment(PortalSession window, RequestDraft draft, Set<String> content) {
        static Enrolment of(Bench bench) throws Exception {
            TotpApp app = TotpApp.scanned(bench);
            PortalSession window = app.subject().window();
            String code = app.code(0);
            String key = new String(app.seed().secret().toArray(), StandardCharsets.ISO_8859_1);
            return new Enrolment(
                    window,
                    window.draft("totp", Map.of("code", code)),
                    Set.of(code, app.seed().secretBase32(), URLEncoder.encode(key, StandardCharsets.UTF_8)));
        }

        String body() {
            return draft.body();
        }

        /** Where the page has the app's key in its form, it is what the form is about. */
        FormTokens tokens(Enrolment other) {
            return new FormTokens(draft, other.draft, content);
        }

        Observation foreign(RequestDraft forged) throws IOException {
            return ended(window.send(
                    forged.withHeader("Origin", "https://evil.example").withoutHeader("Referer")));
        }
    }

    private static Observation asGet(Bench bench, String override) throws Exception {
        Enrolment enrolment = Enrolment.of(bench);
        URI address = enrolment.draft().uri();
        RequestDraft get = enrolment
                .draft()
                .withMethod("GET")
                .withUri(URI.create(address + (address.getRawQuery() == null ? "?" : "&") + enrolment.body()))
                .withBody("")
                .withoutHeader("Content-Type");
        RequestDraft sent = override.isEmpty() ? get : get.withHeader("X-HTTP-Method-Override", override);
        Page page = enrolment.window().send(sent);
        return ended(page);
    }

    private static Observation errors(Bench bench) throws IOException {
        PortalSession browser = bench.browser();
        URI signIn = browser.open("sign-in").uri();
        List<RequestDraft> wrong = new ArrayList<>();
        wrong.add(browser.draft(signIn.resolve("/aikagi-no-such-page")));
        wrong.add(browser.draft(signIn.resolve("/%00")));
        wrong.add(browser.draft(URI.create(signIn + "?lang=%FF%FE&x=" + "a".repeat(4_000))));
        RequestDraft posted = browser.draft("sign-in", Map.of("user-id", "a", "password", "b"));
        wrong.add(posted.withBody("{").withHeader("Content-Type", "application/json"));
        wrong.add(posted.withBody("%"));
        wrong.add(posted.withMethod("DELETE").withBody(""));
        Answer last = Answer.of(browser.page());
        String crash = "";
        for (RequestDraft draft : wrong) {
            last = Answer.of(bench.browser().send(draft));
            if (last.showsInsides()) {
                return Observation.broken("%s got %s".formatted(draft, last));
            }
            crash = last.crashed() && crash.isEmpty() ? "%s got %s".formatted(draft, last) : crash;
        }
        if (!crash.isEmpty()) {
            return new Observation(Outcome.REJECTED_CRASH, crash, List.of());
        }
        return Observation.kept("%d wrong requests; the last got %s".formatted(wrong.size(), last));
    }

    private static Observation addresses(Bench bench) throws Exception {
        TotpApp app = TotpApp.rested(bench);
        PortalSession browser = app.asked();
        String code = app.code(0);
        TotpApp.type(browser, code);
        List<String> secrets = new ArrayList<>(List.of(code, app.subject().password()));
        browser.cookies().stream()
                .map(cookie -> cookie.value())
                .filter(value -> value.length() >= 16)
                .forEach(secrets::add);
        for (HttpExchange exchange : bench.exchanges()) {
            String address = URLDecoder.decode(exchange.uri().toString(), StandardCharsets.UTF_8);
            if (secrets.stream().anyMatch(address::contains)) {
                return Observation.broken("a secret stands in the address of " + exchange);
            }
        }
        return Observation.kept(
                "%d addresses, no secret in them".formatted(bench.exchanges().size()));
    }

    private static Observation anotherHost(Bench bench) throws IOException {
        URI signIn = bench.browser().open("sign-in").uri();
        if (!signIn.getScheme().equals("http")) {
            throw new NotApplicableException("over HTTPS the certificate names the host");
        }
        String query = signIn.getRawQuery() == null ? "" : "?" + signIn.getRawQuery();
        String head = RawRequest.get(signIn, signIn.getRawPath() + query, "evil.example");
        return Observation.that(
                !head.matches("(?s)HTTP/1\\.[01] 2.*"),
                "as evil.example: " + head.lines().findFirst().orElse("nothing"));
    }

    private static Observation plainParts(Bench bench) throws Exception {
        Page page = bench.browser().open("sign-in");
        List<String> plain =
                Jsoup.parse(page.html(), page.uri().toString()).select("[src], link[href], form[action]").stream()
                        .flatMap(element ->
                                List.of("src", "href", "action").stream().map(element::absUrl))
                        .filter(address -> address.startsWith("http://"))
                        .filter(address ->
                                !page.uri().getHost().equals(URI.create(address).getHost()))
                        .toList();
        return Observation.that(plain.isEmpty(), plain.isEmpty() ? "none is from elsewhere over HTTP" : plain.get(0));
    }
}
