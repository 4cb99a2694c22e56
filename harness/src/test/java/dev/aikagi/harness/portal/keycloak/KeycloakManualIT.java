package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Requires;
import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.portal.PortalStartException;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.KeycloakTarget;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.ScenarioRunner;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The manual on a real Keycloak, in both languages. Most of a walk waits for the next code, so all are walked at the same
 * time; then each is a test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakManualIT {
    private static final int AT_ONCE = 8;
    /** What the Admin REST API has to list after a scenario, beside the password. */
    private static final List<Enrolled> ENROLLED = List.of(
            new Enrolled("passkey-pc", List.of("webauthn-passwordless")),
            new Enrolled("passkey-phone", List.of("webauthn-passwordless")),
            new Enrolled("cross-device", List.of("webauthn-passwordless")),
            new Enrolled("totp-typed-key", List.of("otp")),
            new Enrolled("totp-qr", List.of("otp")),
            new Enrolled("totp-chrome-extension", List.of("otp")),
            new Enrolled("totp-edge-extension", List.of("otp")),
            new Enrolled("mail-otp", List.of("mail-code")),
            new Enrolled("code-mistyped", List.of("otp")),
            new Enrolled("code-used-twice", List.of("otp")),
            new Enrolled("finger-refused-at-sign-in", List.of("webauthn-passwordless")));

    private final ScenarioCatalog catalog = new ScenarioCatalog();
    private KeycloakTarget target;

    private record Enrolled(String scenario, List<String> types) {}

    private record Walked(String name, Scenario scenario, ScenarioResult result, List<String> credentials) {}

    @BeforeAll
    void start() throws IOException {
        target = start("keycloak");
    }

    static KeycloakTarget start(String profile) throws IOException {
        try {
            return KeycloakTarget.start(profile, InstantSource.system(), new SecureRandom(), line -> {});
        } catch (PortalStartException e) {
            Requires.unavailable("keycloak", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @AfterAll
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyScenario_inBothLanguages_passesAndEnrolsWhatItSays() throws Exception {
        List<Callable<Walked>> walks = new ArrayList<>();
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            ScenarioRunner runner = runner(target, language);
            for (Scenario scenario : catalog.all()) {
                boolean turnInEnglish = scenario.chapter().isEmpty() && language.equals(Locale.ENGLISH);
                if (runner.notYet(scenario).isEmpty() && !turnInEnglish) {
                    scenario.walks().forEach(variant -> walks.add(() -> walk(scenario.only(variant.name()), language)));
                }
            }
        }
        return walkAll(walks).stream()
                .map(walked -> DynamicTest.dynamicTest(walked.name(), () -> {
                    assertEquals(Outcome.PASSED, walked.result().outcome(), () -> told(walked.result()));
                    ENROLLED.stream()
                            .filter(enrolled ->
                                    enrolled.scenario().equals(walked.scenario().id()))
                            .forEach(enrolled -> assertEquals(enrolled.types(), walked.credentials()));
                }));
    }

    @Test
    void everyChapter_isWalkedHere() {
        ScenarioRunner runner = runner(target, Locale.ENGLISH);

        List<String> left = catalog.all().stream()
                .filter(scenario -> !scenario.chapter().isEmpty())
                .filter(scenario -> runner.notYet(scenario).isPresent())
                .map(Scenario::id)
                .toList();

        assertEquals(List.of(), left);
    }

    @Test
    void portalThatForgetsTheBirthDate_failsTheWalk() throws IOException {
        Persona somebody = Persona.generate(99, "set-up already");
        target.admitSetUp(somebody, "totp");
        ScenarioResult result = runner(new KnownPersonTarget(target, somebody), Locale.ENGLISH)
                .run(List.of(catalog.find("first-login")))
                .scenarios()
                .get(0);

        assertEquals(Outcome.FAILED, result.outcome());
        assertTrue(told(result).contains("bad-credentials"), () -> told(result));
        target.dismiss(somebody);
    }

    private static ScenarioRunner runner(dev.aikagi.harness.scenario.RunTarget target, Locale language) {
        RunOptions options =
                new RunOptions("aikagi-it", 7 + language.hashCode(), language, KeyName.simulated(), KeySecrets.NONE);
        return new ScenarioRunner(target, options, InstantSource.system(), List.of());
    }

    private Walked walk(Scenario scenario, Locale language) throws IOException {
        WatchedTarget watched = new WatchedTarget(target);
        ScenarioResult result =
                runner(watched, language).run(List.of(scenario)).scenarios().get(0);
        List<String> credentials = target.credentialTypes(watched.admitted()).stream()
                .filter(type -> !type.startsWith("password"))
                .toList();
        String name = scenario.id() + " " + result.variant() + " " + language;
        return new Walked(name, scenario, result, credentials);
    }

    private static List<Walked> walkAll(List<Callable<Walked>> walks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Walked> walked = new ArrayList<>();
            for (Future<Walked> each : threads.invokeAll(walks)) {
                walked.add(each.get());
            }
            return walked;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String told(ScenarioResult result) {
        return result.note()
                + result.steps().stream()
                        .filter(step -> step.outcome() != Outcome.PASSED && step.outcome() != Outcome.SKIPPED)
                        .map(step -> step.mark() + " " + step.verb() + ": " + step.message())
                        .toList();
    }
}
