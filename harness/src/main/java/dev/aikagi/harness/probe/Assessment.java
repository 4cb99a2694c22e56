package dev.aikagi.harness.probe;

import java.util.List;
import java.util.Map;

/**
 * A run held against what was expected of it.
 *
 * @param findings what counts: as bad as the threshold or worse, and not expected
 * @param expected the ids of findings that the baseline accepts → its reason and until when
 * @param gone what the baseline expects and was tried and not found: ids, or an id and an attempt
 * @param expired the ids whose entry has expired: they count again
 */
public record Assessment(
        ProbeRun run,
        List<ProbeResult> findings,
        Map<String, String> expected,
        List<String> gone,
        List<String> expired) {
    public Assessment {
        findings = List.copyOf(findings);
        expected = Map.copyOf(expected);
        gone = List.copyOf(gone);
        expired = List.copyOf(expired);
    }

    /** Without a baseline: every finding of that severity or worse counts. */
    public static Assessment of(ProbeRun run, Severity threshold) {
        return new Assessment(run, run.findings(threshold), Map.of(), List.of(), List.of());
    }

    /** Probes that could not be judged, of that severity or worse. */
    public long inconclusive(Severity threshold) {
        return run.results().stream()
                .filter(result -> result.verdict() == Verdict.INCONCLUSIVE)
                .filter(result -> result.probe().severity().atLeast(threshold))
                .count();
    }
}
