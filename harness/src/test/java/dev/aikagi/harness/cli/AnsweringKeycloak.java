package dev.aikagi.harness.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What of a Keycloak its operator sees: people come and go, and a browser waits for its page until the test is over. */
final class AnsweringKeycloak implements AutoCloseable {
    private static final String ADMIN = "/admin/realms/kosmo";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String issuer;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * On the loopback address.
     *
     * @param issuer what the realm says its address is; its own where this is empty
     */
    AnsweringKeycloak(String issuer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.issuer = issuer.isEmpty() ? address() + "/realms/kosmo" : issuer;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The file that says how to get in. */
    String access() {
        return """
            server: %s
            realm: kosmo
            client: kosmo-web
            application-port: 0
            smtp-port: 0
            admin: {user: robot, password: secret}
            """.formatted(address());
    }

    /** Method and path of everything that was asked. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Waits until a browser asks for a page. */
    boolean awaitsPage() throws InterruptedException {
        return pages.poll(60, TimeUnit.SECONDS) != null;
    }

    /** Waits until somebody is taken out. */
    boolean awaitsRemoval() throws InterruptedException {
        return gone.poll(60, TimeUnit.SECONDS) != null;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            asked.add(request);
            byte[] body = answer(request).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(String request) throws InterruptedException {
        return switch (request) {
            case "GET /realms/kosmo/.well-known/openid-configuration" -> "{\"issuer\": \"" + issuer + "\"}";
            case "POST /realms/master/protocol/openid-connect/token" ->
                "{\"access_token\": \"x\", \"expires_in\": 600}";
            case "GET /admin/realms" -> "[{\"realm\": \"kosmo\"}]";
            case "GET " + ADMIN -> "{\"realm\": \"kosmo\"}";
            case "GET " + ADMIN + "/clients" -> "[{\"publicClient\": true, \"standardFlowEnabled\": true}]";
            case "GET " + ADMIN + "/authentication/required-actions" -> "[]";
            case "POST " + ADMIN + "/users" -> "";
            case "GET " + ADMIN + "/users" -> "[{\"id\": \"7\"}]";
            case "DELETE " + ADMIN + "/users/7" -> {
                gone.add(request);
                yield "";
            }
            case "GET /realms/kosmo/protocol/openid-connect/auth" -> {
                pages.add(request);
                over.await();
                yield "";
            }
            default -> "{}";
        };
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
