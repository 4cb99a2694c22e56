package dev.aikagi.harness.portal.keycloak;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keycloak's Admin REST API as an administrator of the realm {@code master} uses it; and its token endpoints. */
final class AdminRest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SPARE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI server;
    private final String user;
    private final String password;
    private final InstantSource clock;
    private final Duration limit;
    private String token = "";
    private Instant expires = Instant.MIN;

    /**
     * @param limit for each answer; a server that was just built takes minutes to its first ones where the machine is busy
     */
    AdminRest(URI server, String user, String password, InstantSource clock, Duration limit) {
        this.server = server;
        this.user = user;
        this.password = password;
        this.clock = clock;
        this.limit = limit;
    }

    /** The server answered, and not with yes. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** A segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads.
     *
     * @param path below {@code /admin/realms}
     */
    JsonNode get(String path) throws IOException {
        return parse(send("GET", path, null).body());
    }

    void put(String path, JsonNode body) throws IOException {
        send("PUT", path, body);
    }

    void delete(String path) throws IOException {
        send("DELETE", path, null);
    }

    /**
     * Makes something.
     *
     * @return its address, or an empty text
     */
    String post(String path, JsonNode body) throws IOException {
        return send("POST", path, body).headers().firstValue("location").orElse("");
    }

    /**
     * Posts a form to a realm's token endpoint.
     *
     * @throws IOException if it refuses; the message says why
     */
    JsonNode token(String realm, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(server + "/realms/" + segment(realm) + "/protocol/openid-connect/token");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        return parse(await(request).body());
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/admin/realms" + path))
                .timeout(limit)
                .header("Authorization", "Bearer " + bearer())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        return await(request);
    }

    private synchronized String bearer() throws IOException {
        Instant now = clock.instant();
        if (now.plus(SPARE).isAfter(expires)) {
            JsonNode answer = token(
                    "master",
                    Map.of("grant_type", "password", "client_id", "admin-cli", "username", user, "password", password));
            token = answer.path("access_token").asString();
            expires = now.plusSeconds(answer.path("expires_in").asLong());
        }
        return token;
    }

    private HttpResponse<String> await(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException("%s %s → %d %s"
                        .formatted(request.method(), request.uri().getPath(), response.statusCode(), response.body()));
            }
            return response;
        } catch (HttpTimeoutException e) {
            throw new IOException(
                    "%s %s was not answered within %d s".formatted(request.method(), request.uri(), limit.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for Keycloak").initCause(e);
        }
    }

    private static JsonNode parse(String text) throws IOException {
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.missingNode() : JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IOException("Keycloak answered with what is no JSON", e);
        }
    }
}
