package dev.aikagi.harness.probe;

import java.util.List;

/** A whole run of probes: the one model that every report is written from. */
public record ProbeRun(ProbeRunInfo info, List<ProbeResult> results) {
    public ProbeRun {
        results = List.copyOf(results);
    }

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** FAIL and WEAK of that severity or worse. */
    public List<ProbeResult> findings(Severity threshold) {
        return results.stream()
                .filter(result -> result.verdict().isFinding())
                .filter(result -> result.probe().severity().atLeast(threshold))
                .toList();
    }
}
