package dev.aikagi.harness.scenario;

import java.time.Duration;
import java.util.List;

/** A whole run: the one model that every report is written from. */
public record RunResult(RunInfo info, Duration took, List<ScenarioResult> scenarios) {
    public RunResult {
        scenarios = List.copyOf(scenarios);
    }

    public long count(Outcome outcome) {
        return scenarios.stream().filter(s -> s.outcome() == outcome).count();
    }
}
