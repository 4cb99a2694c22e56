package dev.aikagi.harness.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A portal of a few pages, on the JDK's server; it remembers what it was asked. */
final class FixturePortal implements AutoCloseable {
    /** What the server saw of a request. */
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<Asked> asked = new ArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    FixturePortal() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (asked) {
                asked.add(new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body));
            }
            Answer missing = notFound -> html(notFound, 404, "<title>404</title>");
            answers.getOrDefault(exchange.getRequestURI().getPath(), missing).to(exchange);
            exchange.close();
        });
        server.start();
    }

    FixturePortal page(String path, String html) {
        return at(path, exchange -> html(exchange, 200, html));
    }

    FixturePortal redirect(String path, int status, String location, String... cookies) {
        return at(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.getResponseHeaders().put("Set-Cookie", List.of(cookies));
            exchange.sendResponseHeaders(status, -1);
        });
    }

    FixturePortal at(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    static void html(HttpExchange exchange, int status, String html) throws IOException {
        send(exchange, status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static byte[] in(String charset, String text) {
        return text.getBytes(Charset.forName(charset));
    }

    Asked last() {
        synchronized (asked) {
            return asked.get(asked.size() - 1);
        }
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
