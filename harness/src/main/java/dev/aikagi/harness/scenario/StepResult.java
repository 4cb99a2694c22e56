package dev.aikagi.harness.scenario;

import dev.aikagi.harness.yaml.SourceMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of one step.
 *
 * @param verb the manual's verb as written in the scenario, e.g. {@code confirm-birth-date}
 * @param title what the step does, for people, in the run's language
 * @param message why it did not pass, and what the portal said; for a passed step what was seen
 */
public record StepResult(
        String verb,
        String title,
        SourceMark mark,
        Outcome outcome,
        String message,
        Instant startedAt,
        Duration took,
        List<Evidence> evidence) {
    public StepResult {
        evidence = List.copyOf(evidence);
    }
}
