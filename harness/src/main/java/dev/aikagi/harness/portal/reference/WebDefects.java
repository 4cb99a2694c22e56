package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import com.webauthn4j.WebAuthnManager;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What may be forgotten about HTTP: where a request comes from, what a reply bears. */
final class WebDefects {
    private static final String POLICY = "Content-Security-Policy";

    static final List<Defect> ALL = List.of(
            Defect.of(
                    "csrf.not-checked",
                    "A form may come from anywhere.",
                    fault(CsrfRule.class, right -> visit -> true)),
            Defect.of(
                    "http.get-changes-state",
                    "What a form does, its address with a query does too.",
                    fault(Handler.class, right -> visit -> getAsPost(right, visit))),
            Defect.of(
                    "http.any-host",
                    "Requests for another host are answered.",
                    fault(HostRule.class, right -> host -> true)),
            Defect.of(
                    "cookie.attributes-missing",
                    "The session's cookie is for scripts and for foreign pages too.",
                    fault(Cookies.class, right -> new Cookies("session", "; Path=/"))),
            Defect.of(
                    "http.plain-served",
                    "Pages are served over plain HTTP beside HTTPS.",
                    fault(PlainHttp.class, right -> (plain, site) -> site.serve(plain)),
                    fault(HostRule.class, right -> host -> host.startsWith("localhost:"))),
            Defect.of(
                    "cookie.not-secure",
                    "The session's cookie goes over plain HTTP too.",
                    fault(Cookies.class, right -> new Cookies("session", "; Path=/; HttpOnly; SameSite=Lax"))),
            Defect.of(
                    "headers.no-strict-transport",
                    "No reply says that only HTTPS may be used.",
                    fault(ResponseHeaders.class, right -> right.without("Strict-Transport-Security"))),
            Defect.of(
                    "headers.framing-allowed",
                    "Any page may put ours into a frame.",
                    fault(
                            ResponseHeaders.class,
                            right -> right.with(
                                            POLICY,
                                            right.all()
                                                    .getOrDefault(POLICY, "")
                                                    .replace("frame-ancestors 'none'", "frame-ancestors *"))
                                    .with(
                                            "Permissions-Policy",
                                            "publickey-credentials-get=*, publickey-credentials-create=*"))),
            Defect.of(
                    "headers.missing",
                    "Replies bear no header that protects.",
                    fault(ResponseHeaders.class, right -> right.without("X-Content-Type-Options", "Referrer-Policy"))),
            Defect.of(
                    "error.stack-trace-shown",
                    "The page for an address that does not exist shows a stack trace.",
                    fault(Handler.class, right -> visit -> {
                        Reply reply = right.handle(visit);
                        var cause = new IllegalStateException("no route");
                        String trace = "<pre>%s%n\tat %s</pre></main>".formatted(cause, cause.getStackTrace()[0]);
                        return reply.status() == 404 ? Tampered.page(reply, "</main>", trace) : reply;
                    })),
            Defect.of(
                    "error.crash-on-malformed",
                    "A passkey response that cannot be read ends in an error of the server.",
                    fault(Handler.class, right -> visit -> reading(right, visit))),
            Defect.of(
                    "well-known.foreign-origins",
                    "The list of related origins names foreign ones.",
                    fault(
                            Handler.class,
                            right -> visit -> visit.path().equals("/.well-known/webauthn")
                                    ? Reply.of(
                                            200,
                                            "application/json",
                                            "{\"origins\":[\"https://evil.example\"]}".getBytes(StandardCharsets.UTF_8))
                                    : right.handle(visit))));

    private WebDefects() {}

    private static Reply getAsPost(Handler right, Visit visit) {
        if (visit.post() || visit.query().get("_csrf").isEmpty()) {
            return right.handle(visit);
        }
        Visit posted = visit.as("POST", visit.query());
        Reply reply = right.handle(posted);
        visit.session(posted.session());
        return reply;
    }

    private static Reply reading(Handler right, Visit visit) {
        String response = visit.form().get("credential");
        // Below /account a field of that name says which way to sign in is removed.
        boolean ceremony = visit.post() && !visit.path().startsWith("/account/");
        if (ceremony && !response.isEmpty()) {
            var parser = WebAuthnManager.createNonStrictWebAuthnManager();
            if (visit.session().turn() == Turn.ENROL_PASSKEY) {
                parser.parseRegistrationResponseJSON(response);
            } else {
                parser.parseAuthenticationResponseJSON(response);
            }
        }
        return right.handle(visit);
    }
}
