package dev.aikagi.harness.portal.keycloak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The application that people of a realm sign in to: an OpenID Connect client (Core 1.0 §3.1, code flow with PKCE) that
 * shows who is there and with which methods, and lets them out.
 */
final class ClientApplication implements AutoCloseable {
    /** The client's name in our own realm. */
    static final String CLIENT_ID = "kosmo-web";

    private static final String COOKIE = "KOSMO_WEB";

    /** Where people sign in. */
    record Provider(AdminRest endpoints, URI server, String realm, String client) {
        Provider(AdminRest endpoints, URI server, String realm) {
            this(endpoints, server, realm, CLIENT_ID);
        }

        String endpoint(String name) {
            return server + "/realms/" + AdminRest.segment(realm) + "/protocol/openid-connect/" + name;
        }
    }

    /** What a browser's session holds: sign-ins begun, for each of its tabs may begin one, and the one that is done. */
    private static final class Browser {
        private final ConcurrentMap<String, SignIn> begun = new ConcurrentHashMap<>();
        private volatile @Nullable SignIn done;

        Optional<SignIn> take(String state) {
            return Optional.ofNullable(begun.remove(state));
        }

        Optional<SignIn> done() {
            return Optional.ofNullable(done);
        }
    }

    /** Knows the methods that a person has enrolled. */
    @FunctionalInterface
    interface Methods {
        List<String> of(String userId) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Provider provider;
    private final Methods methods;
    private final SecureRandom random;
    private final ConcurrentMap<String, Browser> browsers = new ConcurrentHashMap<>();

    private ClientApplication(HttpServer server, Provider provider, Methods methods, SecureRandom random) {
        this.server = server;
        this.provider = provider;
        this.methods = methods;
        this.random = random;
        this.threads = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "aikagi-client-application");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts it on the loopback address.
     *
     * @param port 0 for a free one
     */
    static ClientApplication start(Provider provider, Methods methods, SecureRandom random, int port)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ClientApplication application = new ClientApplication(server, provider, methods, random);
        server.createContext("/", application::handle);
        server.setExecutor(application.threads);
        server.start();
        return application;
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Browser session = session(exchange);
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /", "GET /top" -> top(exchange, session);
                case "GET /sign-in" -> signIn(exchange, session, Map.of());
                case "GET /enrol/passkey" -> enrol(exchange, session, "passkey");
                case "GET /enrol/totp" -> enrol(exchange, session, "totp");
                case "GET /signed-in" -> signedIn(exchange, session);
                case "POST /sign-out" -> signOut(exchange, session);
                case "GET /signed-out" -> Pages.of(exchange).signedOut();
                default -> Pages.of(exchange).problem(404, "not-found");
            }
        } catch (IOException e) {
            Pages.of(exchange).problem(502, "provider");
        }
    }

    /** What Keycloak calls an application-initiated action: the application asks for it along with the sign-in. */
    private void enrol(HttpExchange exchange, Browser session, String method) throws IOException {
        signIn(exchange, session, Map.of("kc_action", Realm.enrolment(method)));
    }

    private void signIn(HttpExchange exchange, Browser session, Map<String, String> more) throws IOException {
        SignIn begun = SignIn.begin(random);
        session.begun.put(begun.state(), begun);
        Map<String, String> parameters = new LinkedHashMap<>(more);
        parameters.putAll(Map.of(
                "client_id",
                provider.client(),
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                baseUri() + "/signed-in",
                "state",
                begun.state(),
                "nonce",
                begun.nonce(),
                "code_challenge",
                begun.challenge(),
                "code_challenge_method",
                "S256"));
        redirect(exchange, provider.endpoint("auth") + "?" + query(parameters));
    }

    private void signedIn(HttpExchange exchange, Browser session) throws IOException {
        Map<String, String> query = parameters(exchange);
        Optional<SignIn> known = session.take(query.getOrDefault("state", ""));
        if (known.isEmpty()) {
            Pages.of(exchange).problem(400, "state");
            return;
        }
        SignIn begun = known.get();
        String error = query.get("error");
        if (error != null) {
            Pages.of(exchange).refused(query.getOrDefault("error_description", error));
            return;
        }
        Optional<SignIn> done = begun.finish(provider.endpoints()
                .token(
                        provider.realm(),
                        Map.of(
                                "grant_type", "authorization_code",
                                "client_id", provider.client(),
                                "code", query.getOrDefault("code", ""),
                                "redirect_uri", baseUri() + "/signed-in",
                                "code_verifier", begun.verifier())));
        if (done.isEmpty()) {
            Pages.of(exchange).problem(400, "id-token");
            return;
        }
        session.done = done.get();
        renew(exchange, session);
        redirect(exchange, "/top");
    }

    private void top(HttpExchange exchange, Browser session) throws IOException {
        Optional<SignIn> here = session.done();
        if (here.isEmpty()) {
            redirect(exchange, "/sign-in");
            return;
        }
        String userId = here.get().userId();
        Pages.of(exchange).top(userId, methods.of(userId));
    }

    private void signOut(HttpExchange exchange, Browser session) throws IOException {
        Optional<SignIn> here = session.done();
        session.done = null;
        if (here.isEmpty()) {
            redirect(exchange, "/signed-out");
            return;
        }
        String query = query(Map.of(
                "id_token_hint", here.get().idToken(),
                "client_id", provider.client(),
                "post_logout_redirect_uri", baseUri() + "/signed-out"));
        redirect(exchange, provider.endpoint("logout") + "?" + query);
    }

    private Browser session(HttpExchange exchange) {
        String cookies = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElse("");
        for (String cookie : cookies.split("; *", -1)) {
            if (cookie.startsWith(COOKIE + "=")) {
                Browser known = browsers.get(cookie.substring(COOKIE.length() + 1));
                if (known != null) {
                    return known;
                }
            }
        }
        Browser made = new Browser();
        give(exchange, made);
        return made;
    }

    /** The id from before the sign-in is dead: somebody else may know it. */
    private void renew(HttpExchange exchange, Browser session) {
        browsers.values().removeIf(session::equals);
        give(exchange, session);
    }

    private void give(HttpExchange exchange, Browser session) {
        byte[] octets = new byte[24];
        random.nextBytes(octets);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        browsers.put(id, session);
        exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(303, -1);
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return java.util.Arrays.stream(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + AdminRest.segment(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
