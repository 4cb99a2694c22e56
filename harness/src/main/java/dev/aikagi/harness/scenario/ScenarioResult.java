package dev.aikagi.harness.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of one scenario: passed if every step did.
 *
 * @param id the scenario's name, e.g. {@code totp-qr}
 * @param chapter the manual's chapter, e.g. {@code 2-4}
 * @param title for people, in the run's language
 * @param variant what distinguishes several walks of the same scenario, e.g. the provider profile; empty if there is
 *     one
 * @param note why a scenario is {@link Outcome#NOT_YET} or was not walked; empty otherwise
 */
public record ScenarioResult(
        String id,
        String chapter,
        String title,
        String variant,
        Outcome outcome,
        String note,
        Instant startedAt,
        Duration took,
        List<StepResult> steps) {
    public ScenarioResult {
        steps = List.copyOf(steps);
    }
}
