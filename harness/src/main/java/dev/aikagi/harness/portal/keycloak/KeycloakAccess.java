package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.yaml.YamlDocument;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a running server is used. People of the realm can be entered by its administrator; what is entered stays there.
 *
 * @param server its address, without a trailing slash
 * @param realm whose people sign in
 * @param client the public client that they sign in to
 * @param applicationPort where the application listens on 127.0.0.1: {@code http://127.0.0.1:PORT/*} has to be a redirect
 *     URI of the client
 * @param smtpPort where the run's mail server listens on 127.0.0.1: the realm's mail has to go there
 * @param adminUser of the realm {@code master}
 */
public record KeycloakAccess(
        URI server,
        String realm,
        String client,
        int applicationPort,
        int smtpPort,
        String adminUser,
        String adminPassword) {
    private static final String PREFIX = "AIKAGI_KEYCLOAK_";
    private static final int APPLICATION_PORT = 8081;
    private static final int SMTP_PORT = 3025;

    /**
     * Takes all but the address from the environment: {@code AIKAGI_KEYCLOAK_REALM} (kosmo), {@code …_CLIENT} (kosmo-web),
     * {@code …_APPLICATION_PORT} (8081), {@code …_SMTP_PORT} (3025), {@code …_ADMIN_USER} (admin), {@code
     * …_ADMIN_PASSWORD}.
     *
     * @throws IllegalArgumentException if the password is missing, or a port is none; the message names the variable
     */
    public static KeycloakAccess of(String server, UnaryOperator<@Nullable String> environment) {
        if (!server.matches("https?://[^/]+.*")) {
            throw new IllegalArgumentException("keycloak=" + server + ": give http://HOST:PORT or https://…");
        }
        Variables variables = new Variables(environment);
        String password = variables
                .text("ADMIN_PASSWORD")
                .orElseThrow(() -> new IllegalArgumentException(
                        "set " + PREFIX + "ADMIN_PASSWORD: the password of an administrator of " + server));
        return new KeycloakAccess(
                URI.create(server.replaceFirst("/+$", "")),
                variables.text("REALM").orElse("kosmo"),
                variables.text("CLIENT").orElse(ClientApplication.CLIENT_ID),
                variables.port("APPLICATION_PORT", APPLICATION_PORT),
                variables.port("SMTP_PORT", SMTP_PORT),
                variables.text("ADMIN_USER").orElse("admin"),
                password);
    }

    /**
     * Takes everything from a file ({@code keycloak-access.schema.json}).
     *
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException if it is no such file; with line and column
     */
    public static KeycloakAccess read(String fileName, String text, UnaryOperator<@Nullable String> environment) {
        YamlDocument file = YamlDocument.read(fileName, text);
        file.validate("dev/aikagi/harness/portal/keycloak/keycloak-access.schema.json");
        return new KeycloakAccess(
                URI.create(file.text("/server", environment).replaceFirst("/+$", "")),
                file.text("/realm", environment),
                file.text("/client", environment),
                file.root().path("application-port").asInt(APPLICATION_PORT),
                file.root().path("smtp-port").asInt(SMTP_PORT),
                file.text("/admin/user", environment),
                file.text("/admin/password", environment));
    }

    /** All but the password. */
    @Override
    public String toString() {
        return "KeycloakAccess[" + server + ", realm " + realm + ", client " + client + "]";
    }

    private record Variables(UnaryOperator<@Nullable String> environment) {
        Optional<String> text(String name) {
            return Optional.ofNullable(environment.apply(PREFIX + name)).filter(text -> !text.isBlank());
        }

        int port(String name, int otherwise) {
            String text = text(name).orElse(String.valueOf(otherwise));
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException(PREFIX + name + " is '" + text + "', which is no port");
            }
            return Integer.parseInt(text);
        }
    }
}
