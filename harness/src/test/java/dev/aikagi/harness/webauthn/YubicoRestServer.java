package dev.aikagi.harness.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server of FIDO's REST shape in which java-webauthn-server makes the options and judges the responses: none of our
 * verification.
 */
final class YubicoRestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final YubicoRelyingParty relyingParty;
    private final Map<String, PublicKeyCredentialCreationOptions> registrations = new ConcurrentHashMap<>();
    private final Map<String, AssertionRequest> signIns = new ConcurrentHashMap<>();
    private int registered;
    private int signedIn;

    YubicoRestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relyingParty =
                new YubicoRelyingParty(baseUri().toString(), List.of(COSEAlgorithmIdentifier.ES256), Optional.empty());
        server.createContext("/", this::handle);
        server.start();
    }

    URI baseUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    int registered() {
        return registered;
    }

    int signedIn() {
        return signedIn;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                ObjectNode answer = answer(exchange, body);
                send(exchange, 200, answer.put("status", "ok").put("errorMessage", ""));
            } catch (Exception e) {
                send(
                        exchange,
                        400,
                        JSON.createObjectNode().put("status", "failed").put("errorMessage", String.valueOf(e)));
            }
        }
    }

    private ObjectNode answer(HttpExchange exchange, String body) throws Exception {
        String session = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElseGet(() -> "rest=" + UUID.randomUUID());
        exchange.getResponseHeaders().set("Set-Cookie", session + "; Path=/; HttpOnly");
        return switch (exchange.getRequestURI().getPath()) {
            case "/attestation/options" -> attestationOptions(session, JSON.readTree(body));
            case "/attestation/result" -> {
                relyingParty.finishRegistration(pending(registrations, session), body);
                registered++;
                yield JSON.createObjectNode();
            }
            case "/assertion/options" -> assertionOptions(session, JSON.readTree(body));
            case "/assertion/result" -> {
                if (!relyingParty
                        .finishAssertion(pending(signIns, session), body)
                        .isSuccess()) {
                    throw new IllegalStateException("not verified");
                }
                signedIn++;
                yield JSON.createObjectNode();
            }
            default -> throw new IllegalArgumentException("no such address");
        };
    }

    private ObjectNode attestationOptions(String session, JsonNode asked) throws Exception {
        PublicKeyCredentialCreationOptions options =
                relyingParty.startRegistration(asked.required("username").asText());
        registrations.put(session, options);
        return (ObjectNode) JSON.readTree(YubicoRelyingParty.json(options));
    }

    private ObjectNode assertionOptions(String session, JsonNode asked) throws Exception {
        String name = asked.required("username").asText();
        if (relyingParty.getCredentialIdsForUsername(name).isEmpty()) {
            throw new IllegalArgumentException("User does not exist!");
        }
        AssertionRequest request = relyingParty.startAssertion(Optional.of(name));
        signIns.put(session, request);
        return (ObjectNode) JSON.readTree(YubicoRelyingParty.json(request));
    }

    private static <T> T pending(Map<String, T> pending, String session) {
        return Optional.ofNullable(pending.remove(session)).orElseThrow();
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] octets = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
