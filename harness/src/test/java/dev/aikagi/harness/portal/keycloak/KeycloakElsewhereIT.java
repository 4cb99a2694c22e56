package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.portal.PortalStartException;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Keycloak that runs already, as somebody else's would: known by its address, realm, client and administrator alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakElsewhereIT {
    private final Closing closing = new Closing();
    private final int application = freePort();
    private final int smtp = freePort();
    private Path folder;
    private URI server;
    private String password;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        FetchedKeycloak.archive();
        folder = temporary;
        Installation installation = Installation.ready(Settings.cache(), true, new SecureRandom(), line -> {});
        RunFolder run = closing.add(RunFolder.create(Settings.cache()));
        ServerProcess process = closing.add(installation.start(run.database()));
        run.note(process.pid(), installation.name());
        server = process.listening();
        password = installation.adminPassword();
        new Realm(installation.admin(server, InstantSource.system()), "kosmo")
                .connect("127.0.0.1", smtp, URI.create("http://127.0.0.1:" + application));
    }

    @AfterAll
    void stop() {
        closing.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }

    private String file() {
        return """
            server: %s
            realm: kosmo
            client: kosmo-web
            application-port: %d
            smtp-port: %d
            admin: {user: admin, password: %s}
            """.formatted(server, application, smtp, password);
    }

    private RunTarget open(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sso.yaml"), text);
        Targets named = new Targets("keycloak=" + file, Optional.empty(), Optional.empty(), Locale.ENGLISH, line -> {});
        return named.open(InstantSource.system(), 7, new SecureRandom());
    }

    @Test
    void file_thatSaysEverything_isEnoughToWalk() throws IOException {
        try (RunTarget target = open(file())) {
            RunOptions options = new RunOptions("test", 7, Locale.ENGLISH, KeyName.simulated(), KeySecrets.NONE);
            RunResult result = new ScenarioRunner(target, options, InstantSource.system(), List.of())
                    .run(List.of(new ScenarioCatalog().find("passkey-phone:icloud-keychain")));

            assertEquals("keycloak", target.profile().name());
            assertEquals(1, result.count(Outcome.PASSED));
        }
    }

    @Test
    void environment_thatSaysEverything_isEnoughToWalk() throws Exception {
        Process run = run(password, "first-login");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, run.exitValue(), said);
    }

    @Test
    void administrator_withAnotherPassword_isToldAtOnce() throws Exception {
        Process run = run("not-" + password, "first-login");
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(run.waitFor(120, TimeUnit.SECONDS));
        assertEquals(4, run.exitValue(), said);
        assertTrue(said.contains("does not let in the administrator 'admin': POST /realms/master/"), said);
    }

    private Process run(String itsPassword, String scenario) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        System.getProperty("aikagi.jar"),
                        "run",
                        scenario,
                        "--portal",
                        "keycloak=" + server)
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AIKAGI_KEYCLOAK_REALM",
                        "kosmo",
                        "AIKAGI_KEYCLOAK_CLIENT",
                        "kosmo-web",
                        "AIKAGI_KEYCLOAK_APPLICATION_PORT",
                        String.valueOf(application),
                        "AIKAGI_KEYCLOAK_SMTP_PORT",
                        String.valueOf(smtp),
                        "AIKAGI_KEYCLOAK_ADMIN_USER",
                        "admin",
                        "AIKAGI_KEYCLOAK_ADMIN_PASSWORD",
                        itsPassword));
        return builder.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user: admin | user: nobody | does not let in the administrator 'nobody': POST /realms/master/",
                "realm: kosmo | realm: kenpo | has no realm 'kenpo' that admin may administer, only: ",
                "client: kosmo-web | client: kenpo-web | the realm 'kosmo' of",
                "client: kosmo-web | client: admin-cli | the client 'admin-cli' must be public, without"
                        + " authentication, and have",
                "application-port: | application-port: 1 # | the client 'kosmo-web' does not let people come back to"
                        + " http://127.0.0.1:1/",
            })
    void whatDoesNotFit_isSaidBeforeAnybodyWalks(String right, String wrong, String message) {
        var refused = assertThrows(
                PortalStartException.class,
                () -> open(file().replace(right, wrong)).close());

        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }
}
