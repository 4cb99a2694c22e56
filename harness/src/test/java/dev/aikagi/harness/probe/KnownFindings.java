package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of a portal that nobody here wrote, whose version is pinned: one finding more, or one less, is an error. */
public record KnownFindings(Baseline baseline) {
    /** The portal does not change with the calendar, and so what is known of it does not expire. */
    private static final LocalDate LOOKED_AT = LocalDate.of(2026, 11, 26);

    /** A baseline beside a test. */
    public static KnownFindings of(Class<?> test, String file) throws IOException {
        Set<String> ids = ProbeCatalog.all().stream().map(Probe::id).collect(Collectors.toSet());
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file))) {
            return new KnownFindings(Baseline.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), ids));
        }
    }

    /** Holds a run to it: these findings, no other, nothing undecided. */
    public void assertAre(ProbeRun run) {
        assertEquals(List.of(), told(run, Verdict.INCONCLUSIVE));
        Assessment assessment = baseline.assess(run, Severity.INFO, LOOKED_AT);
        assertEquals(
                List.of(),
                assessment.findings().stream().map(KnownFindings::told).toList(),
                "what the baseline does not know");
        assertEquals(List.of(), assessment.gone(), "what the baseline knows and is not found any more");
    }

    /** The results of that verdict, each with its attempts. */
    public static List<String> told(ProbeRun run, Verdict verdict) {
        return run.results().stream()
                .filter(result -> result.verdict() == verdict)
                .map(KnownFindings::told)
                .toList();
    }

    /** A result and what was found in its attempts. */
    public static String told(ProbeResult result) {
        return result.attempts().stream()
                .filter(attempt -> attempt.verdict().isFinding())
                .map(attempt -> attempt.name() + ": " + attempt.why())
                .collect(Collectors.joining("; ", result.probe() + " " + result.verdict() + ": ", result.why()));
    }
}
