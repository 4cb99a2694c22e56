package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Cookie;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** F: what stands in the heads of answers, and the file of related origins. */
final class HeaderProbes {
    /** Shorter values are no session's: a language, a choice. */
    static final int SESSION_LIKE = 16;

    private static final String RELATED = "/.well-known/webauthn";
    private static final Pattern ORIGIN = Pattern.compile("\"(https?://[^\"/]+)/?\"");

    private HeaderProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of("F-18", MEDIUM, "The attributes of the session's cookies")
                        .source(Source.of(
                                "RFC 6265bis §8",
                                "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-8"))
                        .tags("CWE-1004", "CWE-614", "CWE-1275", "ASVS 3.3.1", "ASVS 3.3.4")
                        .correct("HttpOnly and SameSite; over HTTPS also Secure and the prefix __Host-.")
                        .fix("Set the attributes where the cookie is made.")
                        .defects("cookie.attributes-missing", "cookie.not-secure")
                        .trial(Trial.look(HeaderProbes::cookies)),
                Probe.of("F-19", LOW, "The headers that protect a page")
                        .source(Source.asvs("3.4", "0x12-V3-Web-Frontend-Security"))
                        .tags("CWE-693", "ASVS 3.4.1", "ASVS 3.4.4", "ASVS 14.3.2")
                        .correct("nosniff, a Referrer-Policy, a policy for content, no-store; over HTTPS also HSTS.")
                        .fix("Set them on every answer.")
                        .defects("headers.missing", "headers.no-strict-transport")
                        .trial(Trial.look(HeaderProbes::headers)),
                Probe.of("F-20", MEDIUM, "The enrolment page in a foreign frame")
                        .source(Source.webAuthn("§5.9", "sctn-permissions-policy"))
                        .tags("CWE-1021", "ASVS 3.4.6")
                        .correct("Lets nobody else frame it, nor use passkeys in its name.")
                        .fix("Send frame-ancestors 'none', and keep publickey-credentials-* to oneself.")
                        .pages("passkey-register")
                        .defects("headers.framing-allowed")
                        .unless(Steps::lacksPages)
                        .trial(Trial.look(HeaderProbes::framing)),
                Probe.of("F-28", MEDIUM, "The file of related origins")
                        .source(Source.webAuthn("§5.11", "sctn-related-origins"))
                        .tags("CWE-346")
                        .correct("JSON, one's own origins, of five names at most; or no file.")
                        .fix("List the origins that are yours, or take the file away.")
                        .defects("well-known.foreign-origins")
                        .trial(Trial.look(HeaderProbes::relatedOrigins)));
    }

    private static Observation cookies(Bench bench) throws IOException {
        PortalSession window = signedIn(bench);
        boolean tls = bench.target().baseUri().getScheme().equals("https");
        List<String> lacking = new ArrayList<>();
        for (Cookie cookie : window.cookies()) {
            boolean site = cookie.sameSite() == Cookie.SameSite.LAX || cookie.sameSite() == Cookie.SameSite.STRICT;
            boolean secure = !tls || cookie.secure();
            if (cookie.value().length() >= SESSION_LIKE && !(cookie.httpOnly() && site && secure)) {
                lacking.add(cookie.toString());
            }
        }
        String seen = lacking.isEmpty() ? window.cookies().toString() : String.join(", ", lacking);
        return Observation.that(lacking.isEmpty(), seen);
    }

    static PortalSession signedIn(Bench bench) throws IOException {
        var subject = bench.newcomer();
        subject.signIn();
        return subject.window();
    }

    private static Observation headers(Bench bench) throws IOException {
        Map<String, String> head = head(bench, signedIn(bench).page());
        List<String> lacking = new ArrayList<>();
        if (!head.getOrDefault("x-content-type-options", "").equals("nosniff")) {
            lacking.add("X-Content-Type-Options");
        }
        if (!head.containsKey("referrer-policy")) {
            lacking.add("Referrer-Policy");
        }
        if (!head.getOrDefault("content-security-policy", "").matches(".*(object-src|default-src) 'none'.*")) {
            lacking.add("Content-Security-Policy with object-src 'none'");
        }
        if (!head.getOrDefault("cache-control", "").contains("no-store")) {
            lacking.add("Cache-Control: no-store");
        }
        if (bench.target().baseUri().getScheme().equals("https") && !head.containsKey("strict-transport-security")) {
            lacking.add("Strict-Transport-Security");
        }
        return Observation.that(
                lacking.isEmpty(), lacking.isEmpty() ? "all are there" : "lacking: " + lacking, exhibit(head));
    }

    private static Observation framing(Bench bench) throws IOException {
        PortalSession window = bench.atEnrolment(Method.PASSKEY).window();
        Map<String, String> head = head(bench, window.page());
        boolean closed = head.getOrDefault("content-security-policy", "").matches(".*frame-ancestors '(none|self)'.*")
                || head.getOrDefault("x-frame-options", "").matches("(?i)deny|sameorigin");
        boolean given = head.getOrDefault("permissions-policy", "").matches(".*publickey-credentials-\\w+=\\(?\\*.*");
        return Observation.that(
                closed && !given,
                "framing is %s, passkeys are %s"
                        .formatted(closed ? "refused" : "allowed", given ? "given away" : "not given away"),
                exhibit(head));
    }

    private static Exhibit exhibit(Map<String, String> head) {
        StringBuilder text = new StringBuilder();
        head.forEach((name, value) -> {
            if (!name.equals("set-cookie") && !name.equals("date")) {
                text.append(name).append(": ").append(value).append('\n');
            }
        });
        return Exhibit.text("headers", text.toString());
    }

    /** Of the last answer from the page's address, names in small letters. */
    static Map<String, String> head(Bench bench, Page page) {
        Map<String, String> head = new TreeMap<>();
        bench.exchanges().stream()
                .filter(exchange -> exchange.uri().equals(page.uri()))
                .reduce((earlier, later) -> later)
                .ifPresent(exchange -> exchange.responseHeaders()
                        .forEach((name, values) -> head.put(name.toLowerCase(Locale.ROOT), String.join(", ", values))));
        return head;
    }

    private static Observation relatedOrigins(Bench bench) throws IOException {
        URI base = bench.browser().open("sign-in").uri();
        Page page = bench.browser().get(base.resolve(RELATED));
        boolean led = !page.uri().getPath().equals(RELATED);
        if (page.status() != 200 || led) {
            String instead = led ? "; who asks for it is led to " + page.uri().getPath() : "";
            throw new NotApplicableException("there is no such file: status " + page.status() + instead);
        }
        Matcher origin = ORIGIN.matcher(page.html());
        List<String> foreign = new ArrayList<>();
        while (origin.find()) {
            String host = String.valueOf(URI.create(origin.group(1)).getHost());
            if (!host.equals(base.getHost()) && !host.endsWith("." + base.getHost())) {
                foreign.add(origin.group(1));
            }
        }
        String type = head(bench, page).getOrDefault("content-type", "");
        return Observation.that(
                foreign.isEmpty() && type.startsWith("application/json"),
                "type %s, foreign origins %s".formatted(type, foreign));
    }
}
