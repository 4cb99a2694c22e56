package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeycloakAccessTest {
    private static final String FILE = """
        server: https://sso.example.jp/auth/
        realm: kosmo
        client: kosmo-web
        admin: {user: robot, password: env:SSO_PASSWORD}
        """;

    @Test
    void file_withTheNeedful_hasTheUsualPorts() {
        KeycloakAccess access = KeycloakAccess.read("sso.yaml", FILE, Map.of("SSO_PASSWORD", "s3cret")::get);

        assertEquals(
                new KeycloakAccess(
                        URI.create("https://sso.example.jp/auth"), "kosmo", "kosmo-web", 8081, 3025, "robot", "s3cret"),
                access);
        assertFalse(access.toString().contains("s3cret"));
    }

    @Test
    void file_withPorts_takesThem() {
        KeycloakAccess access = KeycloakAccess.read(
                "sso.yaml", FILE + "application-port: 9001\nsmtp-port: 2525\n", Map.of("SSO_PASSWORD", "x")::get);

        assertEquals(9001, access.applicationPort());
        assertEquals(2525, access.smtpPort());
    }

    @Test
    void file_variableThatIsNotSet_saysWhere() {
        var refused = assertThrows(
                ScenarioSyntaxException.class,
                () -> KeycloakAccess.read("sso.yaml", FILE, Map.<String, String>of()::get));

        assertTrue(
                refused.getMessage().startsWith("sso.yaml:4:32: the environment has no SSO_PASSWORD"),
                refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: https://sso.example.jp/auth/ | server: sso.example.jp | sso.yaml:1:9: 'sso.example.jp' is not"
                        + " allowed; allowed: http://HOST:PORT",
                "realm: kosmo | realms: kosmo | sso.yaml:1:1: the key 'realm' is missing",
                "user: robot | name: robot | sso.yaml:4:1: the key 'user' is missing in 'admin'",
            })
    void file_whatIsWrong_saysWhere(String right, String wrong, String message) {
        var refused = assertThrows(
                ScenarioSyntaxException.class,
                () -> KeycloakAccess.read("sso.yaml", FILE.replace(right, wrong), name -> "x"));

        assertTrue(refused.getMessage().startsWith(message), refused::getMessage);
    }

    @Test
    void environment_withoutAPassword_namesTheVariable() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> KeycloakAccess.of("http://localhost:1", Map.<String, String>of()::get));

        assertTrue(refused.getMessage().contains("AIKAGI_KEYCLOAK_ADMIN_PASSWORD"), refused::getMessage);
    }
}
