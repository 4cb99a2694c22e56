package dev.aikagi.harness.probe.passkey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.probe.passkey.BluntPortal.Seen;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.SelfServiceTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server without pages that answers as a test wants it. It keeps the last passkey of each name, and knows by the name
 * that was asked for last who comes; of an assertion it looks at the id alone.
 */
final class BluntServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHALLENGE = "AAAAAAAAAAAAAAAAAAAAAA";

    private final HttpServer server;
    private final Manner manner;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Map<String, String> passkeys = new ConcurrentHashMap<>();
    private volatile String name = "";
    private boolean dropped;

    /** What it does with a registration, and with an assertion. */
    interface Manner {
        Deed registration(Seen seen);

        /**
         * Whether somebody is let in.
         *
         * @param known the passkey is the name's
         */
        default boolean assertion(boolean known) {
            return known;
        }

        /** Whether anybody is told anything. */
        default boolean speaks() {
            return true;
        }
    }

    /** With a registration. */
    enum Deed {
        STORED,
        SAID_TO_BE_STORED,
        REFUSED,
        /** The connection ends without an answer. */
        DROPPED
    }

    BluntServer(Manner manner) throws IOException {
        this.manner = manner;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    RunTarget target() {
        return new SelfServiceTarget(PortalProfileReader.bundled("fido-rest"), baseUri(), InstantSource.system());
    }

    private URI baseUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        dropped = false;
        Optional<ObjectNode> answer =
                manner.speaks() ? answer(exchange.getRequestURI().getPath(), read(asked)) : Optional.empty();
        if (dropped) {
            exchange.close();
            return;
        }
        ObjectNode said = answer.orElseGet(JSON::createObjectNode)
                .put("status", answer.isPresent() ? "ok" : "failed")
                .put("errorMessage", answer.isPresent() ? "" : "no");
        byte[] json = JSON.writeValueAsBytes(said);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.isPresent() ? 200 : 400, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private static JsonNode read(byte[] asked) {
        try {
            return JSON.readTree(asked);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private Optional<ObjectNode> answer(String path, JsonNode asked) {
        return switch (path) {
            case "/attestation/options" -> creation(asked.path("username").asString(""));
            case "/attestation/result" -> registered(asked);
            case "/assertion/options" -> request(asked.path("username").asString(""));
            default -> signedIn(asked);
        };
    }

    private Optional<ObjectNode> creation(String asked) {
        name = asked;
        ObjectNode options = JSON.createObjectNode().put("challenge", CHALLENGE);
        options.putObject("rp").put("id", "localhost").put("name", "x");
        options.putObject("user").put("id", "AAAA").put("name", asked).put("displayName", asked);
        options.putArray("pubKeyCredParams")
                .addObject()
                .put("type", "public-key")
                .put("alg", -7);
        return Optional.of(options);
    }

    private Optional<ObjectNode> registered(JsonNode passkey) {
        Deed deed = manner.registration(
                Seen.in(passkey.path("response").path("clientDataJSON").asString(""), CHALLENGE, baseUri()));
        dropped = deed == Deed.DROPPED;
        if (deed == Deed.STORED || deed == Deed.SAID_TO_BE_STORED) {
            names.add(name);
        }
        if (deed == Deed.STORED) {
            passkeys.put(name, passkey.path("id").asString(""));
        }
        return deed == Deed.REFUSED ? Optional.empty() : Optional.of(JSON.createObjectNode());
    }

    private Optional<ObjectNode> request(String asked) {
        name = asked;
        String known = passkeys.get(asked);
        if (known == null) {
            return names.contains(asked) && manner.assertion(false) ? Optional.of(options()) : Optional.empty();
        }
        ObjectNode options = options();
        options.putArray("allowCredentials")
                .addObject()
                .put("type", "public-key")
                .put("id", known);
        return Optional.of(options);
    }

    private static ObjectNode options() {
        return JSON.createObjectNode().put("challenge", CHALLENGE).put("rpId", "localhost");
    }

    private Optional<ObjectNode> signedIn(JsonNode passkey) {
        boolean known = passkey.path("id").asString("").equals(passkeys.get(name));
        return manner.assertion(known) ? Optional.of(JSON.createObjectNode()) : Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
