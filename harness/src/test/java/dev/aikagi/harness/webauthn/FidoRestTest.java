package dev.aikagi.harness.webauthn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.StepResult;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual's passkeys on servers without pages: on java-webauthn-server's and on the embedded portal's. */
class FidoRestTest {
    private final ScenarioCatalog catalog = new ScenarioCatalog();

    @Test
    void passkey_onSomebodyElsesServer_isRegisteredAndSignsIn() throws IOException {
        try (YubicoRestServer server = new YubicoRestServer();
                RunTarget target = open("fido-rest=" + server.baseUri() + "/")) {
            RunResult result = walk(
                    target,
                    List.of(
                            catalog.find("passkey-pc:touch-id"),
                            catalog.find("cross-device:icloud-keychain"),
                            catalog.find("finger-refused-at-sign-in")));

            assertEquals(3, result.count(Outcome.PASSED), () -> said(result));
            assertEquals(3, server.registered());
            assertEquals(5, server.signedIn());
        }
    }

    /** Its verification stands; its options to register are anybody's, and R-41 sees what comes of it. */
    @Test
    void probes_onSomebodyElsesServer_areDecided() throws IOException {
        Map<String, Verdict> expected = new TreeMap<>(Map.of(
                "R-01", Verdict.PASS,
                "R-04", Verdict.PASS,
                "R-08", Verdict.PASS,
                "R-12", Verdict.PASS,
                "R-30", Verdict.PASS,
                "R-41", Verdict.FAIL,
                "A-03", Verdict.PASS,
                "A-09", Verdict.PASS,
                "A-18", Verdict.PASS,
                "A-29", Verdict.PASS));
        Map<String, Verdict> seen = new TreeMap<>();
        try (YubicoRestServer server = new YubicoRestServer();
                RunTarget target = open("fido-rest=" + server.baseUri())) {
            ProbeRunner runner = new ProbeRunner(new Bench(target, 7, Locale.ENGLISH), false, result -> {});
            for (String id : expected.keySet()) {
                seen.put(id, runner.run(ProbeCatalog.named(id).orElseThrow()).verdict());
            }
        }
        assertEquals(expected, seen);
    }

    @Test
    void passkeys_onTheEmbeddedPortalWithoutPages_areAllWalked() throws IOException {
        try (RunTarget target = open("fido-rest")) {
            RunResult result = walk(target, catalog.all());

            assertEquals(7, result.count(Outcome.PASSED), () -> said(result));
            assertEquals(
                    result.scenarios().size(),
                    result.count(Outcome.PASSED) + result.count(Outcome.NOT_YET),
                    () -> said(result));
        }
    }

    /** A profile that took any answer for a yes would not see it. */
    @Test
    void server_thatRefusesTheResponse_failsTheStepWithItsWords() throws IOException {
        try (YubicoRestServer server = new YubicoRestServer();
                RunTarget target =
                        open("fido-rest=" + server.baseUri().toString().replace("localhost", "127.0.0.1"))) {
            RunResult result = walk(target, List.of(catalog.find("passkey-pc:touch-id")));

            StepResult refused = result.scenarios().get(0).steps().get(1);
            assertEquals(Outcome.FAILED, refused.outcome());
            assertTrue(refused.message().contains("SecurityError"), refused.message());
            assertEquals(0, server.registered());
        }
    }

    @Test
    void address_thatIsNone_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> open("fido-rest=localhost:8080"));
        assertThrows(IllegalArgumentException.class, () -> open("fido-rest="));
    }

    private static RunTarget open(String portal) throws IOException {
        Targets named = new Targets(portal, Optional.empty(), Optional.empty(), Locale.ENGLISH, line -> {});
        return named.open(InstantSource.system(), 7, new SecureRandom());
    }

    private static String said(RunResult result) {
        return result.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .map(step -> step.verb() + " " + step.outcome() + ": " + step.message())
                .collect(Collectors.joining("\n"));
    }

    private static RunResult walk(RunTarget target, List<Scenario> scenarios) {
        RunOptions options = new RunOptions("test", 7, Locale.ENGLISH, KeyName.simulated(), KeySecrets.NONE);
        return new ScenarioRunner(target, options, InstantSource.system(), List.of()).run(scenarios);
    }
}
