package dev.aikagi.harness.portal.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.portal.Notice;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.PortalSession;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;

/** The manual's passkeys on Spring Security's: its pages, its scripts' requests, its verdicts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringSecurityTest {
    private final ScenarioCatalog catalog = new ScenarioCatalog();
    private Path temporary;
    private SpringApplication application;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        temporary = folder;
        application = new SpringApplication(Files.createDirectories(temporary.resolve("tomcat")));
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void passkeys_areRegisteredAndSignIn() throws IOException {
        RunResult result = walk("spring-security=" + application.baseUri(), catalog.find("passkey-pc:touch-id"));

        assertEquals(1, result.count(Outcome.PASSED), () -> said(result));
        CredentialRecord passkey = stored("自宅のPC");
        assertTrue(passkey.isUvInitialized());
        assertTrue(passkey.getLastUsed().isAfter(passkey.getCreated()), "it has signed in");
    }

    @Test
    void phone_fromAPc_isRegisteredAndSignsIn() throws IOException {
        RunResult result =
                walk("spring-security=" + application.baseUri(), catalog.find("cross-device:google-password-manager"));

        assertEquals(1, result.count(Outcome.PASSED), () -> said(result));
    }

    @Test
    void wrongPassword_isComplainedOf() throws IOException {
        RunResult result = walk("spring-security=" + application.baseUri(), catalog.find("wrong-password"));

        assertEquals(1, result.count(Outcome.PASSED), () -> said(result));
    }

    @Test
    void credentialThatIsNone_isRefusedAndThePageStays() throws IOException {
        PortalSession session = new PortalSession(
                PortalProfileReader.bundled("spring-security"),
                application.baseUri(),
                Locale.ENGLISH,
                exchange -> {},
                InstantSource.system());
        Page signIn = session.open("sign-in");
        assertTrue(signIn.has("webauthn-options"));

        Page refused = session.submit("passkey-sign-in", Map.of("credential", "{\"id\":\"AA\"}"));

        assertEquals(Optional.of("sign-in"), refused.id());
        assertEquals(
                List.of("passkey-rejected"),
                refused.notices().stream().map(Notice::name).toList());
    }

    /** Spring Security wants its token in the header: the profile has to say where it stands. */
    @Test
    void profile_withoutTheCsrfHeader_doesNotGetTheOptions() throws IOException {
        String without = bundled().replace("X-CSRF-TOKEN: {", "X-Other: {");
        Path profile = Files.writeString(temporary.resolve("without.yaml"), without);

        RunResult result = walk(profile.toString(), catalog.find("passkey-pc:touch-id"));

        List<StepResult> failed = new ArrayList<>(result.scenarios().get(0).steps());
        failed.removeIf(step -> step.outcome() != Outcome.FAILED);
        assertTrue(
                failed.get(0).message().contains("/webauthn/register/options answers 403"),
                failed.get(0).message());
    }

    private CredentialRecord stored(String label) {
        PublicKeyCredentialUserEntity user = application.users().findByUsername(SpringApplication.USER);
        return application.credentials().findByUserId(user.getId()).stream()
                .filter(passkey -> label.equals(passkey.getLabel()))
                .findFirst()
                .orElseThrow();
    }

    private RunResult walk(String portal, Scenario scenario) throws IOException {
        Path persona = Files.writeString(
                temporary.resolve("persona.yaml"), """
                    user-id: %s
                    new-password: %s
                    """.formatted(SpringApplication.USER, SpringApplication.PASSWORD));
        Optional<java.net.URI> base = portal.endsWith(".yaml") ? Optional.of(application.baseUri()) : Optional.empty();
        Targets named = new Targets(portal, base, Optional.of(persona), Locale.ENGLISH, line -> {});
        try (RunTarget target = named.open(InstantSource.system(), 7, new SecureRandom())) {
            RunOptions options = new RunOptions("test", 7, Locale.ENGLISH, KeyName.simulated(), KeySecrets.NONE);
            return new ScenarioRunner(target, options, InstantSource.system(), List.of()).run(List.of(scenario));
        }
    }

    private static String said(RunResult result) {
        return result.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .map(step -> step.verb() + " " + step.outcome() + ": " + step.message())
                .collect(Collectors.joining("\n"));
    }

    private static String bundled() throws IOException {
        try (InputStream in = PortalProfile.class.getResourceAsStream("spring-security.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
