package dev.aikagi.harness.portal.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.KnownFindings;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeLanes;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.ProbeRunInfo;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Registering, attesting, signing in and sessions against a real Spring Security. What the probes find is what {@code
 * spring-baseline.yaml} says, each with its reason: one more finding, or one less, fails the test. {@code SPRING-FINDINGS.md}
 * tells them in full.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringProbeTest {
    private static final long SEED = 5;

    /** Whoever stays keeps their passkeys, and these must not be those of the others. */
    private static final long OTHER_SEED = 6;

    private static final long UNREMOVED_SEED = 7;

    private static final String BASELINE = "spring-baseline.yaml";

    private SpringTarget target;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        target = new SpringTarget(new SpringApplication(folder));
    }

    @AfterAll
    void stop() {
        target.close();
    }

    /** What is taken and should not be; all else that is found is refused with 500. */
    @ParameterizedTest
    @CsvSource({
        "R, R-11 R-15 R-24 R-28 R-33 R-36 R-37 R-38",
        "T, T-03 T-05 T-09 T-10 T-11 T-12 T-13 T-14 T-15 T-16 T-17 T-18",
        "A, A-04 A-06 A-11 A-17 A-23 A-30",
        "F, F-18 F-19 F-22 F-29",
    })
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void springSecurity_hasTheFindingsThatAreKnown_andNothingUndecided(String family, String taken) throws Exception {
        ProbeRun run = probed(family);

        KnownFindings.of(SpringProbeTest.class, BASELINE).assertAre(run);
        assertEquals(
                taken,
                run.results().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(result -> result.probe().id())
                        .collect(Collectors.joining(" ")));
    }

    /** As with {@code --portal spring-security=URL --persona FILE}: whoever is asked for, it is the same person. */
    @Test
    void personOfAFile_isProbed_butWhereItTakesTwo(@TempDir Path folder) throws Exception {
        Map<String, Verdict> expected = new TreeMap<>(Map.of(
                "R-01", Verdict.PASS,
                "R-04", Verdict.PASS,
                "R-07", Verdict.NOT_APPLICABLE,
                "R-10", Verdict.PASS,
                "R-12", Verdict.WEAK,
                "R-28", Verdict.FAIL,
                "R-30", Verdict.NOT_APPLICABLE,
                "A-01", Verdict.PASS,
                "A-04", Verdict.NOT_APPLICABLE,
                "A-18", Verdict.PASS));
        Map<String, Verdict> seen = new TreeMap<>();
        try (RunTarget known = known(folder, "spring-security=" + target.baseUri(), Optional.empty())) {
            ProbeRunner runner = new ProbeRunner(new Bench(known, OTHER_SEED, Locale.ENGLISH), false, result -> {});
            for (String id : expected.keySet()) {
                seen.put(id, runner.run(ProbeCatalog.named(id).orElseThrow()).verdict());
            }
        }
        assertEquals(expected, seen);
    }

    /** What the person had before stays, and signs in; what the probes registered is gone. */
    @Test
    void personOfAFile_keepsWhatTheyHad_andNothingOfTheProbes(@TempDir Path folder) throws Exception {
        try (RunTarget known = known(folder, "spring-security=" + target.baseUri(), Optional.empty())) {
            RunOptions options = new RunOptions("test", SEED, Locale.ENGLISH, KeyName.simulated(), KeySecrets.NONE);
            RunResult enrolled = new ScenarioRunner(known, options, InstantSource.system(), List.of())
                    .run(List.of(new ScenarioCatalog().find("passkey-pc:touch-id")));
            assertEquals(1, enrolled.count(Outcome.PASSED));
            List<String> before = target.passkeysOf(SpringApplication.USER);

            ProbeLanes lanes = new ProbeLanes(
                    () -> new Bench(known, OTHER_SEED, Locale.ENGLISH), known.lanes(), false, result -> {});
            ProbeRun run = lanes.run(info(known, OTHER_SEED), named("R-01", "R-04", "R-28", "A-01", "A-25"));

            assertEquals(
                    "R-01 PASS, R-04 PASS, R-28 FAIL, A-01 PASS, A-25 PASS",
                    run.results().stream()
                            .map(result ->
                                    result.probe().id() + " " + result.verdict().word())
                            .collect(Collectors.joining(", ")));
            assertEquals(before, target.passkeysOf(SpringApplication.USER));
            assertEquals(List.of(), lanes.staying());
        }
    }

    @Test
    void personOfAFile_whereNothingCanBeRemoved_isToldWhatStays(@TempDir Path folder) throws Exception {
        Path profile = Files.writeString(
                folder.resolve("without.yaml"), bundled().replace("      remove:\n", "      another-name:\n"));
        try (RunTarget known = known(folder, profile.toString(), Optional.of(target.baseUri()))) {
            ProbeLanes lanes = new ProbeLanes(
                    () -> new Bench(known, UNREMOVED_SEED, Locale.ENGLISH), known.lanes(), false, result -> {});
            lanes.run(info(known, UNREMOVED_SEED), named("R-01"));

            assertEquals(
                    List.of("what hanako enrols stays: the portal has no page with the form 'remove'"),
                    lanes.staying());
        }
    }

    private static RunTarget known(Path folder, String portal, Optional<URI> base) throws IOException {
        Path persona = Files.writeString(
                folder.resolve("persona.yaml"), """
                    user-id: %s
                    new-password: %s
                    """.formatted(SpringApplication.USER, SpringApplication.PASSWORD));
        return new Targets(portal, base, Optional.of(persona), Locale.ENGLISH, line -> {})
                .open(InstantSource.system(), SEED, new SecureRandom());
    }

    private static List<Probe> named(String... ids) {
        return Stream.of(ids).map(id -> ProbeCatalog.named(id).orElseThrow()).toList();
    }

    private static ProbeRunInfo info(RunTarget portal, long seed) {
        return new ProbeRunInfo("test", portal.profile().name(), portal.baseUri(), seed, Locale.ENGLISH, List.of());
    }

    private static String bundled() throws IOException {
        try (InputStream in = PortalProfile.class.getResourceAsStream("spring-security.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** But for what measures time. */
    private ProbeRun probed(String family) throws IOException {
        List<Probe> probes = ProbeCatalog.all().stream()
                .filter(probe -> probe.family().equals(family) && !probe.isAlone())
                .toList();
        return new ProbeRunner(new Bench(target, SEED, Locale.ENGLISH), true, result -> {})
                .run(info(target, SEED), probes);
    }
}
