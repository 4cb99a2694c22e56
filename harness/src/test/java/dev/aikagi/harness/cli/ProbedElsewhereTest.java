package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes on portals that run already: nobody is attacked without their owner's leave, and nobody is left there. */
class ProbedElsewhereTest {
    private static final String DISCOVERY = "GET /realms/kosmo/.well-known/openid-configuration";

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void keycloakOfAFile_onAnotherMachine_isNotAttacked() throws Exception {
        Path file = Files.writeString(folder.resolve("sso.yaml"), """
                server: https://sso.example
                realm: kosmo
                client: kosmo-web
                admin: {user: robot, password: secret}
                """);

        assertEquals(3, aikagi("probe", "R-12", "--portal", "keycloak=" + file));
        assertTrue(err.toString().contains("sso.example is not this machine"), err.toString());
        assertTrue(err.toString().contains("--i-am-authorised sso.example"), err.toString());
    }

    /** Of all interfaces: an address that is not held for this machine, although a server of the test hears what is sent. */
    @Test
    void serverWithoutPages_onAnotherMachine_isNotAsked_unlessItsOwnerAgreed() throws Exception {
        try (AnsweringKeycloak server = new AnsweringKeycloak("")) {
            String portal = "fido-rest=" + server.address().replace("localhost", "0.0.0.0");

            assertEquals(3, aikagi("probe", "R-12", "--portal", portal));
            assertTrue(err.toString().contains("--i-am-authorised 0.0.0.0"), err.toString());
            assertEquals(3, aikagi("probe", "R-12", "--portal", portal, "--i-am-authorised", "rp.example"));
            assertEquals(List.of(), server.asked());

            assertEquals(
                    2, aikagi("probe", "R-12", "--portal", portal, "--i-am-authorised", "0.0.0.0"), err.toString());
            assertTrue(server.asked().contains("POST /assertion/options"), server.asked()::toString);
        }
    }

    @Test
    void addressWithoutAHost_isNoWayAroundTheQuestion() {
        assertEquals(3, aikagi("probe", "R-12", "--portal", "fido-rest=http://my_portal.example:8080"));
        assertTrue(err.toString().contains("names no host"), err.toString());
    }

    @Test
    void keycloakThatSendsBrowsersElsewhere_isNotAttacked_unlessThatHostsOwnerAgreed() throws Exception {
        try (AnsweringKeycloak server = new AnsweringKeycloak("https://sso.example/realms/kosmo")) {
            Path file = Files.writeString(folder.resolve("tunnel.yaml"), server.access());

            assertEquals(3, aikagi("probe", "R-12", "--portal", "keycloak=" + file));
            assertTrue(err.toString().contains("sends browsers to sso.example"), err.toString());
            assertTrue(err.toString().contains("--i-am-authorised sso.example"), err.toString());
            assertEquals(List.of(DISCOVERY), server.asked());
        }
    }

    @Test
    void keycloakThatSendsBrowsersElsewhere_withThatHostsOwnersLeave_isUsed() throws Exception {
        try (AnsweringKeycloak server = new AnsweringKeycloak("https://sso.example/realms/kosmo")) {
            Path file = Files.writeString(folder.resolve("tunnel.yaml"), server.access());

            // A probe of one-time codes by mail, which a Keycloak as it comes has not: nothing is done there.
            int code = aikagi(
                    "probe", "E-02", "--portal", "keycloak=" + file, "--i-am-authorised", "other.example,SSO.example");

            assertEquals(0, code, err.toString());
            assertTrue(server.asked().contains("GET /admin/realms/kosmo/clients"), server.asked()::toString);
        }
    }

    @Test
    void keycloakWhoseIssuerIsNoAddress_cannotBeProbed() throws Exception {
        try (AnsweringKeycloak server = new AnsweringKeycloak("not an address")) {
            Path file = Files.writeString(folder.resolve("sso.yaml"), server.access());

            assertEquals(4, aikagi("probe", "R-12", "--portal", "keycloak=" + file));
            assertTrue(err.toString().contains("is no document of OpenID Connect"), err.toString());
        }
    }

    @Test
    void programThatIsStopped_takesItsPeopleOutOfAKeycloakThatGoesOn() throws Exception {
        try (AnsweringKeycloak server = new AnsweringKeycloak("")) {
            Path file = Files.writeString(folder.resolve("sso.yaml"), server.access());
            Process process = started("probe", "R-12", "--portal", "keycloak=" + file);
            try {
                assertTrue(server.awaitsPage(), () -> "nobody came: " + server.asked());

                process.destroy();

                assertTrue(server.awaitsRemoval(), () -> "nobody was taken out: " + server.asked());
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process started(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private int aikagi(String... arguments) {
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
    }
}
