package dev.aikagi.harness.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aikagi.ctapsim.DeviceControl;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Emulated keys moved over HTTP, on the loopback address alone, by who has the token:
 *
 * <pre>
 *   GET  /keys              all keys as JSON
 *   GET  /keys/1            one
 *   POST /keys/1/VERB       does it, and answers with the state after it
 *   Authorization: Bearer TOKEN
 * </pre>
 *
 * <p>Answered otherwise: 400 for a fault that there is not, 401 without the token, 404 for another key, verb or path, 405 for another method, 409 where the
 * user is at a terminal. Errors are one line of text. Threads: one, a daemon, answers one request after another.
 */
public final class ControlServer implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/keys(?:/([0-9]{1,4})(?:/(.+))?)?");

    private final HttpServer server;
    private final ExecutorService thread;
    private final List<DeviceControl> keys;
    private final byte[] authorization;

    private ControlServer(HttpServer server, ExecutorService thread, List<DeviceControl> keys, String token) {
        this.server = server;
        this.thread = thread;
        this.keys = keys;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @param keys numbered from 1
     * @param token not empty
     * @throws IOException if the port is taken
     */
    public static ControlServer open(int port, List<DeviceControl> keys, String token) throws IOException {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("without a token everybody could move the keys");
        }
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "aikagi-control");
            daemon.setDaemon(true);
            return daemon;
        });
        ControlServer control = new ControlServer(http, thread, List.copyOf(keys), token);
        http.createContext("/", control::handle);
        http.setExecutor(thread);
        http.start();
        return control;
    }

    /** Where it listens, for {@code /keys} to be put behind it. */
    public URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!MessageDigest.isEqual(authorization, shown.getBytes(StandardCharsets.UTF_8))) {
            return Answer.error(401, "the token is missing or another: Authorization: Bearer TOKEN");
        }
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            return Answer.error(404, "there is /keys, /keys/1 and /keys/1/VERB");
        }
        String number = path.group(1);
        if (number != null && (number.equals("0") || Integer.parseInt(number) > keys.size())) {
            return Answer.error(404, "there is no key " + number + ", they are 1 to " + keys.size());
        }
        String verb = path.group(2);
        String method = exchange.getRequestMethod();
        if (!method.equals(verb == null ? "GET" : "POST")) {
            return Answer.error(405, method + ": keys are looked at by GET and moved by POST");
        }
        if (number == null) {
            return Answer.json(this::all);
        }
        int key = Integer.parseInt(number);
        return verb == null ? Answer.json(json -> one(json, key)) : move(key, verb);
    }

    private Answer move(int key, String name) {
        try {
            Optional<Consumer<DeviceControl>> verb = ControlVerbs.of(name);
            if (verb.isEmpty()) {
                return Answer.error(404, "there is no verb " + name + ", only " + ControlVerbs.list());
            }
            verb.get().accept(keys.get(key - 1));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Answer.error(409, String.valueOf(e.getMessage()));
        }
        return Answer.json(json -> one(json, key));
    }

    private void all(JsonGenerator json) {
        json.writeStartArray();
        for (int key = 1; key <= keys.size(); key++) {
            one(json, key);
        }
        json.writeEndArray();
    }

    private void one(JsonGenerator json, int key) {
        KeyState.write(json, key, keys.get(key - 1));
    }

    private record Answer(int status, String type, String body) {
        static Answer error(int status, String line) {
            return new Answer(status, "text/plain; charset=utf-8", line + "\n");
        }

        static Answer json(Consumer<JsonGenerator> content) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
                content.accept(json);
            }
            return new Answer(200, "application/json", text + "\n");
        }
    }
}
