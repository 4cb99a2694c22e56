package dev.aikagi.harness.scenario;

/** Is told how a run goes, in order, on the runner's thread. */
public interface ScenarioListener {
    default void runStarted(RunInfo info) {}

    default void scenarioStarted(ScenarioHeading scenario) {}

    default void stepStarted(ScenarioHeading scenario, String verb, String title) {}

    default void stepFinished(ScenarioHeading scenario, StepResult result) {}

    default void scenarioFinished(ScenarioResult result) {}

    default void runFinished(RunResult result) {}
}
