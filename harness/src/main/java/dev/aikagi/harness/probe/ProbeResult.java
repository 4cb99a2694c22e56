package dev.aikagi.harness.probe;

import java.util.List;
import java.util.Optional;

/**
 * A probe's verdict and all that it rests on.
 *
 * @param why the verdict in a sentence
 * @param control the honest thing before; empty where it was not done or the probe only looks
 * @param after the honest thing afterwards
 */
public record ProbeResult(
        Probe probe,
        Verdict verdict,
        String why,
        Optional<AttemptResult> control,
        List<AttemptResult> attempts,
        Optional<AttemptResult> after) {
    public ProbeResult {
        attempts = List.copyOf(attempts);
    }

    static ProbeResult without(Probe probe, Verdict verdict, String why) {
        return new ProbeResult(probe, verdict, why, Optional.empty(), List.of(), Optional.empty());
    }
}
