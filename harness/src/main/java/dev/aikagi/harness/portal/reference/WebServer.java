package dev.aikagi.harness.portal.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Between the JDK's HTTP server and the pages: cookies, forms, languages, sessions, headers. */
final class WebServer {
    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "publickey-credentials-get=(self), publickey-credentials-create=(self)");

    private final Assets assets = new Assets();
    private final Cookies cookies;
    private final Sessions sessions;
    private final Router router;

    WebServer(Cookies cookies, Sessions sessions, Router router) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.router = router;
    }

    void serve(HttpServer server) {
        server.createContext("/", this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = answer(exchange);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a page failed", e);
                reply = plain(500, "Internal Server Error");
            }
            send(exchange, reply);
        }
    }

    private static Reply plain(int status, String text) {
        return Reply.of(status, "text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless =
                exchange.getRequestMethod().equals("HEAD") || reply.body().isEmpty();
        exchange.sendResponseHeaders(
                reply.status(), bodiless ? -1 : reply.body().size());
        if (!bodiless) {
            exchange.getResponseBody().write(reply.body().toArray());
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!method.equals("GET") && !method.equals("HEAD") && !method.equals("POST")) {
            return plain(405, "Method Not Allowed").with("Allow", "GET, HEAD, POST");
        }
        Optional<Reply> asset = assets.find(path);
        if (asset.isPresent()) {
            return method.equals("POST") ? plain(405, "Method Not Allowed").with("Allow", "GET, HEAD") : asset.get();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return plain(413, "Content Too Large");
        }
        if (method.equals("POST") && !isForm(exchange)) {
            return plain(415, "Unsupported Media Type");
        }
        try {
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            Form form = method.equals("POST") ? Form.parse(new String(body, StandardCharsets.UTF_8)) : Form.EMPTY;
            return visit(exchange, new Visit.Request(method, path, Form.parse(query), form));
        } catch (Form.BrokenFormException e) {
            return plain(400, "Bad Request");
        }
    }

    private static boolean isForm(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded");
    }

    private Reply visit(HttpExchange exchange, Visit.Request request) {
        String known = cookies.session(exchange);
        Texts texts = cookies.language(exchange, request.query());
        Optional<Session> found = sessions.find(known);
        Session session = found.orElseGet(sessions::create);
        // One request of a session at a time: no step can be overtaken by another.
        synchronized (session) {
            // While this one waited, another request may have given the session a new id: the old one opens nothing any
            // more.
            boolean superseded = found.isPresent() && sessions.find(known).isEmpty();
            Visit visit = new Visit(request, texts, superseded ? sessions.create() : session);
            Reply reply = enter(visit);
            if (!visit.session().id().equals(known)) {
                cookies.giveSession(exchange, visit.session().id());
            }
            return reply;
        }
    }

    private Reply enter(Visit visit) {
        if (sessions.touch(visit.session())) {
            return router.answer(visit);
        }
        boolean missed = visit.post() || visit.session().turn() != Turn.SIGN_IN;
        visit.session(sessions.create());
        // A mailed link can be opened by anyone, with or without a session.
        if (missed && !visit.path().startsWith("/mail/")) {
            visit.session().flash(Alert.error("session-expired"));
            return Reply.seeOther(Turn.SIGN_IN.path());
        }
        return router.answer(visit);
    }
}
