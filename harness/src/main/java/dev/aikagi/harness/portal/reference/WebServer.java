package dev.aikagi.harness.portal.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Between the JDK's HTTP server and the pages: cookies, forms, languages, sessions, headers. */
final class WebServer {
    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private final Assets assets = new Assets();
    private final WebRules rules;
    private final Sessions sessions;
    private final Handler site;

    WebServer(WebRules rules, Sessions sessions, Handler site) {
        this.rules = rules;
        this.sessions = sessions;
        this.site = site;
    }

    /**
     * What every request and reply is held to.
     *
     * @param json the paths to which JSON is posted, and no form
     */
    record WebRules(HostRule hosts, Cookies cookies, ResponseHeaders headers, Set<String> json) {}

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

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        rules.headers().all().forEach(exchange.getResponseHeaders()::set);
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
        if (!rules.hosts()
                .isOurs(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                        .orElse(""))) {
            return plain(421, "Misdirected Request");
        }
        Optional<Reply> asset = assets.find(path);
        if (asset.isPresent()) {
            return method.equals("POST") ? plain(405, "Method Not Allowed").with("Allow", "GET, HEAD") : asset.get();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return plain(413, "Content Too Large");
        }
        boolean json = rules.json().contains(path);
        String type = json ? "application/json" : "application/x-www-form-urlencoded";
        if (method.equals("POST") && !isOf(type, exchange)) {
            return plain(415, "Unsupported Media Type");
        }
        try {
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            String posted = new String(body, StandardCharsets.UTF_8);
            Form form = method.equals("POST") && !json ? Form.parse(posted) : Form.EMPTY;
            return visit(
                    exchange,
                    new Visit.Request(method, path, Form.parse(query), form, posted, exchange.getRequestHeaders()));
        } catch (Form.BrokenFormException e) {
            return plain(400, "Bad Request");
        }
    }

    private static boolean isOf(String wanted, HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(wanted);
    }

    private Reply visit(HttpExchange exchange, Visit.Request request) {
        String known = rules.cookies().session(exchange);
        Texts texts = rules.cookies().language(exchange, request.query());
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
                rules.cookies().giveSession(exchange, visit.session().id());
            }
            return reply;
        }
    }

    private Reply enter(Visit visit) {
        if (sessions.touch(visit.session())) {
            return site.handle(visit);
        }
        boolean missed = visit.post() || visit.session().turn() != Turn.SIGN_IN;
        visit.session(sessions.create());
        // A mailed link can be opened by anyone, with or without a session; a script is not sent to a page.
        boolean anytime = visit.path().startsWith("/mail/") || rules.json().contains(visit.path());
        if (missed && !anytime) {
            visit.session().flash(Alert.error("session-expired"));
            return Reply.seeOther(Turn.SIGN_IN.path());
        }
        return site.handle(visit);
    }
}
