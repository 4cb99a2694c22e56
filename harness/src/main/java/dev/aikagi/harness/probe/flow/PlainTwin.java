package dev.aikagi.harness.probe.flow;

import dev.aikagi.harness.portal.Cookie;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain HTTP beside a portal that speaks HTTPS: where the policy {@code plain-http} says, on port 80, or on its own port. */
final class PlainTwin {
    private static final String POLICY = "plain-http";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
    private static final Pattern LOCATION = Pattern.compile("(?im)^Location:[ \\t]*(\\S+)");
    private static final Pattern OPEN_COOKIE = Pattern.compile("(?im)^Set-Cookie:(?!.*;[ \\t]*secure).*$");
    private static final Pattern AGE = Pattern.compile("(?i)max-age=\"?([0-9]{1,12})");

    /** Browsers put a site on their lists, and ASVS 3.4.1 lets it pass, from a year on. */
    private static final long YEAR_SECONDS = 31_536_000;

    private PlainTwin() {}

    private static Page signIn(Bench bench) throws IOException {
        Page page = bench.browser().open("sign-in");
        if (!page.uri().getScheme().equals("https")) {
            throw new NotApplicableException("the portal is spoken to over plain HTTP itself");
        }
        return page;
    }

    private static URI of(Bench bench, URI page) {
        String told = Objects.requireNonNullElse(bench.profile().policy().get(POLICY), "");
        int port = page.getPort() < 0 || page.getPort() == 443 ? 80 : page.getPort();
        URI twin = URI.create(told.isEmpty() ? "http://" + page.getHost() + ":" + port : told);
        if (!page.getHost().equals(twin.getHost())) {
            throw new NotApplicableException("policy " + POLICY + " names another host: " + twin);
        }
        return twin;
    }

    /** The sign-in page: led to HTTPS, refused, or nobody there. */
    static Observation asked(Bench bench) throws IOException {
        URI page = signIn(bench).uri();
        URI twin = of(bench, page);
        String answer;
        try {
            answer = RawRequest.get(twin, page.getRawPath(), twin.getAuthority());
        } catch (IOException e) {
            return Observation.kept("nobody speaks plain HTTP at " + twin + ": " + e.getMessage());
        }
        Matcher status = STATUS.matcher(answer);
        if (!status.lookingAt()) {
            return Observation.kept("nobody speaks plain HTTP at " + twin);
        }
        return judged(Integer.parseInt(status.group(1)), answer.split("\r?\n\r?\n", 2)[0], page);
    }

    private static Observation judged(int status, String head, URI page) {
        Matcher location = LOCATION.matcher(head);
        String target = location.find() ? location.group(1) : "";
        boolean led = status / 100 == 3 && target.startsWith("https://" + page.getHost());
        boolean refused = status / 100 == 4;
        boolean open = OPEN_COOKIE.matcher(head).find();
        return Observation.that(
                (led || refused) && !open,
                "status %d%s%s"
                        .formatted(
                                status,
                                target.isEmpty() ? "" : ", leads to " + target,
                                open ? ", with a cookie that is not Secure" : ""));
    }

    static Observation forbidden(Bench bench) throws IOException {
        Map<String, String> head = HeaderProbes.head(bench, signIn(bench));
        String value = head.getOrDefault("strict-transport-security", "");
        Matcher age = AGE.matcher(value);
        return Observation.that(
                age.find() && Long.parseLong(age.group(1)) >= YEAR_SECONDS,
                value.isEmpty() ? "no such header" : "Strict-Transport-Security: " + value);
    }

    static Observation cookies(Bench bench) throws IOException {
        signIn(bench);
        PortalSession window = HeaderProbes.signedIn(bench);
        List<Cookie> open = window.cookies().stream()
                .filter(cookie -> cookie.value().length() >= HeaderProbes.SESSION_LIKE && !cookie.secure())
                .toList();
        return Observation.that(open.isEmpty(), open.isEmpty() ? "all are Secure" : open.toString());
    }
}
