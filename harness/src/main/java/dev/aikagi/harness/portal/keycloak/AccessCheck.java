package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks whether a running server can be used as it was told, before anybody walks there; says what is to be done if not. */
record AccessCheck(KeycloakAccess access, AdminRest admin) {
    /**
     * Looks at the server, its administrator, the realm and the client.
     *
     * @throws PortalStartException the first thing that is wrong
     */
    void check() throws IOException {
        administrator();
        realm();
        client();
    }

    private void administrator() throws IOException {
        try {
            admin.get("?briefRepresentation=true");
        } catch (AdminRest.RefusedException e) {
            throw new PortalStartException(
                    "%s does not let in the administrator '%s': %s. Are the address, and user and password of an administrator of the realm master, right?"
                            .formatted(access.server(), access.adminUser(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new PortalStartException("nobody answers at " + access.server() + ": " + e, e);
        }
    }

    private void realm() throws IOException {
        try {
            admin.get("/" + AdminRest.segment(access.realm()));
        } catch (AdminRest.RefusedException e) {
            String known = admin.get("?briefRepresentation=true")
                    .valueStream()
                    .map(realm -> realm.path("realm").asString())
                    .collect(Collectors.joining(", "));
            throw new PortalStartException(
                    "%s has no realm '%s' that %s may administer, only: %s"
                            .formatted(access.server(), access.realm(), access.adminUser(), known),
                    e);
        }
    }

    private void client() throws IOException {
        JsonNode found = admin.get(
                "/" + AdminRest.segment(access.realm()) + "/clients?clientId=" + AdminRest.segment(access.client()));
        if (found.isEmpty()) {
            throw new PortalStartException("the realm '%s' of %s has no client '%s'"
                    .formatted(access.realm(), access.server(), access.client()));
        }
        JsonNode client = found.get(0);
        if (!client.path("publicClient").asBoolean()
                || !client.path("standardFlowEnabled").asBoolean()) {
            throw new PortalStartException(
                    "the client '%s' must be public, without authentication, and have the standard flow"
                            .formatted(access.client()));
        }
        String application = "http://127.0.0.1:" + access.applicationPort() + "/";
        List<String> allowed = client.path("redirectUris")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        boolean redirects = access.applicationPort() == 0 || allowed.stream().anyMatch(uri -> allows(uri, application));
        if (!redirects) {
            throw new PortalStartException(
                    "the client '%s' does not let people come back to %s: add %s* to its redirect URIs %s"
                            .formatted(access.client(), application, application, allowed));
        }
    }

    /** As Keycloak compares: a star at the end stands for anything. */
    private static boolean allows(String pattern, String application) {
        return pattern.endsWith("*") && application.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
