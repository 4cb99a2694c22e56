package dev.aikagi.harness.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.harness.scenario.StepResult;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The two extensions as a QA team's suite uses them, passing and failing. */
@ExtendWith(VirtualAuthenticatorExtension.class)
class JUnitExtensionsTest {
    private static final URI PAGE = URI.create("http://localhost:8080/");
    private static final String OPTIONS = """
        {"rp":{"name":"Portal"},"user":{"id":"AQ","name":"taro","displayName":"Taro"},"challenge":"AAAA",
         "pubKeyCredParams":[{"type":"public-key","alg":-7}],
         "authenticatorSelection":{"userVerification":"required"}}\
        """;

    @Test
    void key_isFreshAndRepeats(
            @VirtualAuthenticator(seed = 5) TestKey one,
            @VirtualAuthenticator(seed = 5) TestKey same,
            @VirtualAuthenticator(seed = 6) TestKey other)
            throws Exception {
        var first = one.client().create(OPTIONS, PAGE);

        assertEquals(first, same.client().create(OPTIONS, PAGE));
        assertNotEquals(first, other.client().create(OPTIONS, PAGE));
        assertFalse(one.frames().since(0).isEmpty());
        assertEquals("Windows Hello", one.key().name());
        one.clock().advance(Duration.ofDays(1));
        assertEquals("2026-04-02T00:00:00Z", one.clock().instant().toString());
    }

    @Test
    void user_doesAsTheAnnotationSays(
            @VirtualAuthenticator(profile = "touch-id", finger = Behaviour.REFUSE) TestKey key) throws Exception {
        assertThrows(WebAuthnException.class, () -> key.client().create(OPTIONS, PAGE));
        key.user().finger(Behaviour.APPROVE);
        assertFalse(key.client().create(OPTIONS, PAGE).json().isEmpty());
    }

    @Test
    void hand_pullsTheKeyOutAndPutsItBack(@VirtualAuthenticator(profile = "touch-id") TestKey key) throws Exception {
        key.hand().unplug();
        var refused = assertThrows(WebAuthnException.class, () -> key.client().create(OPTIONS, PAGE));
        assertEquals("NotAllowedError", refused.name());

        key.hand().replug();

        assertFalse(key.client().create(OPTIONS, PAGE).json().isEmpty());
    }

    @Test
    void pin_verifiesTheUser_whereNobodyIsEnrolled(
            @VirtualAuthenticator(profile = "security-key", enrolled = false, pin = "1234") TestKey known,
            @VirtualAuthenticator(profile = "security-key", enrolled = false) TestKey without)
            throws Exception {
        assertEquals(0x45, flags(known), "AT, UV, UP");
        var refused =
                assertThrows(WebAuthnException.class, () -> without.client().create(OPTIONS, PAGE));
        assertEquals("NotAllowedError", refused.name());
    }

    private static byte flags(TestKey key) throws Exception {
        var json = new tools.jackson.databind.json.JsonMapper()
                .readTree(key.client().create(OPTIONS, PAGE).json());
        byte[] data = java.util.Base64.getUrlDecoder()
                .decode(json.path("response").path("authenticatorData").asString());
        return data[32];
    }

    @Test
    void unknownProfile_isAClearFailure() {
        TestExecutionSummary summary = run(UnknownProfile.class);

        assertEquals(1, summary.getTestsFailedCount());
        String message = summary.getFailures().get(0).getException().getMessage();
        assertTrue(message.contains("there is no profile windows-goodbye, only"), message);
    }

    @Test
    void keys_arePulledOutAfterTheirTest() {
        Plugged.keys.clear();
        assertEquals(1, run(Plugged.class).getTestsSucceededCount());

        var key = Plugged.keys.get(0);
        assertThrows(Exception.class, () -> key.client().create(OPTIONS, PAGE));
    }

    @Test
    void stepThatFails_failsItsTest_andAbortsTheOthers(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(file, """
            scenario: wrong
            title: {ja: 誤り, en: Wrong}
            steps:
              - sign-in: {password: initial}
                expect: {page: birth-date}
              - confirm-birth-date: {birth-date: wrong}
                expect: {page: terms}
              - accept-terms: {}
            """);
        System.setProperty("aikagi.test.scenario", file.toString());

        TestExecutionSummary summary = run(Wrong.class);

        assertEquals(1, summary.getTestsSucceededCount());
        assertEquals(1, summary.getTestsFailedCount());
        assertEquals(1, summary.getTestsAbortedCount());
        String message = summary.getFailures().get(0).getException().getMessage();
        assertTrue(message.contains("wrong.yaml:6:5 confirm-birth-date"), message);
        assertTrue(message.contains("expected page 'terms'") && message.contains("wrong-birth-date"), message);
    }

    @Test
    void scenarioThatIsNotYet_isAborted_neverPassed() {
        TestExecutionSummary summary = run(NotYet.class);

        assertEquals(1, summary.getTestsAbortedCount());
        assertEquals(0, summary.getTestsSucceededCount());
    }

    private static TestExecutionSummary run(Class<?> suite) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(suite))
                                .configurationParameter(LauncherConstants.STDOUT_REPORT_ENTRY_KEY, "false")
                                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                                .build(),
                        listener);
        return listener.getSummary();
    }

    /** Run by the tests above only. */
    @org.junit.jupiter.api.Disabled("run by the tests above only")
    @ExtendWith(VirtualAuthenticatorExtension.class)
    static class UnknownProfile {
        @Test
        void test(@VirtualAuthenticator(profile = "windows-goodbye") TestKey key) {
            key.close();
        }
    }

    /** Run by the tests above only. */
    @org.junit.jupiter.api.Disabled("run by the tests above only")
    @ExtendWith(VirtualAuthenticatorExtension.class)
    static class Plugged {
        static final List<TestKey> keys = new ArrayList<>();

        @Test
        void test(@VirtualAuthenticator TestKey key) throws Exception {
            keys.add(key);
            key.client().create(OPTIONS, PAGE);
        }
    }

    /** Run by the tests above only. */
    @org.junit.jupiter.api.Disabled("run by the tests above only")
    static class Wrong {
        @PortalScenario("${aikagi.test.scenario}")
        void test(StepResult step) {
            assertEquals("sign-in", step.verb());
        }
    }

    /** Run by the tests above only. */
    @org.junit.jupiter.api.Disabled("run by the tests above only")
    static class NotYet {
        @PortalScenario("src/test/resources/dev/aikagi/harness/junit/not-yet.yaml")
        void test() {}
    }
}
