package dev.aikagi.harness.portal.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.KnownFindings;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.ProbeRunInfo;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
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
        Path persona = Files.writeString(
                folder.resolve("persona.yaml"), """
                    user-id: %s
                    new-password: %s
                    """.formatted(SpringApplication.USER, SpringApplication.PASSWORD));
        String portal = "spring-security=" + target.baseUri();
        Targets named = new Targets(portal, Optional.empty(), Optional.of(persona), Locale.ENGLISH, line -> {});
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
        try (RunTarget known = named.open(InstantSource.system(), OTHER_SEED, new SecureRandom())) {
            ProbeRunner runner = new ProbeRunner(new Bench(known, OTHER_SEED, Locale.ENGLISH), false, result -> {});
            for (String id : expected.keySet()) {
                seen.put(id, runner.run(ProbeCatalog.named(id).orElseThrow()).verdict());
            }
        }
        assertEquals(expected, seen);
    }

    /** But for what measures time. */
    private ProbeRun probed(String family) throws IOException {
        List<Probe> probes = ProbeCatalog.all().stream()
                .filter(probe -> probe.family().equals(family) && !probe.isAlone())
                .toList();
        ProbeRunInfo info =
                new ProbeRunInfo("test", target.profile().name(), target.baseUri(), SEED, Locale.ENGLISH, List.of());
        return new ProbeRunner(new Bench(target, SEED, Locale.ENGLISH), true, result -> {}).run(info, probes);
    }
}
