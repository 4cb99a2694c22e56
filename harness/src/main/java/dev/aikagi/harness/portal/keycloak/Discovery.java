package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a realm says of itself to anybody, OpenID Connect Discovery 1.0 §4. */
public final class Discovery {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Discovery() {}

    /**
     * The address under which the realm's browsers are sent about, which need not be the one that it is asked under.
     *
     * @return empty if there is no such realm
     * @throws PortalStartException if nobody answers, or with something else
     */
    public static Optional<URI> issuer(KeycloakAccess access) throws IOException {
        URI document = URI.create(
                access.server() + "/realms/" + AdminRest.segment(access.realm()) + "/.well-known/openid-configuration");
        HttpResponse<String> answer = get(document);
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        try {
            String issuer =
                    JsonMapper.shared().readTree(answer.body()).path("issuer").asString("");
            if (answer.statusCode() == 200 && !issuer.isEmpty()) {
                return Optional.of(URI.create(issuer));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new PortalStartException(document + " is no document of OpenID Connect: " + e.getMessage(), e);
        }
        throw new PortalStartException(document + " names no issuer: status " + answer.statusCode());
    }

    private static HttpResponse<String> get(URI document) throws IOException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        try {
            return http.send(HttpRequest.newBuilder(document).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for Keycloak").initCause(e);
        } catch (IOException e) {
            throw new PortalStartException("nobody answers at " + document + ": " + e, e);
        }
    }
}
