package dev.aikagi.harness.junit;

import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.ScenarioWalk;
import dev.aikagi.harness.scenario.StepResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A walk that begins with its first step; JUnit's store closes it. */
final class LazyWalk implements AutoCloseable {
    private final ScenarioRunner runner;
    private final Scenario scenario;
    private final Scenario.Variant variant;
    private @Nullable ScenarioWalk walk;

    LazyWalk(ScenarioRunner runner, Scenario scenario, Scenario.Variant variant) {
        this.runner = runner;
        this.scenario = scenario;
        this.variant = variant;
    }

    Scenario.Variant variant() {
        return variant;
    }

    StepResult next() throws IOException {
        if (walk == null) {
            walk = runner.begin(scenario, variant);
        }
        return walk.next();
    }

    @Override
    public void close() throws IOException {
        if (walk != null) {
            walk.close();
        }
    }
}
