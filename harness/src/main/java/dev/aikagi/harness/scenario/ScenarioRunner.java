package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks scenarios one after the other and tells its listeners; the command line and JUnit use the same. */
public final class ScenarioRunner {
    private final RunTarget target;
    private final RunOptions options;
    private final InstantSource wall;
    private final List<ScenarioListener> listeners;
    private final PortalPlan plan;

    public ScenarioRunner(RunTarget target, RunOptions options, InstantSource wall, List<ScenarioListener> listeners) {
        this.target = target;
        this.options = options;
        this.wall = wall;
        this.listeners = List.copyOf(listeners);
        this.plan = new PortalPlan(target.profile());
    }

    /** Walks every variant of every scenario. */
    public RunResult run(List<Scenario> scenarios) {
        Instant startedAt = wall.instant();
        RunInfo info = new RunInfo(
                options.tool(),
                target.profile().name(),
                target.baseUri(),
                options.key().text(),
                options.arithmetic(),
                options.seed(),
                options.language(),
                startedAt);
        listeners.forEach(listener -> listener.runStarted(info));
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            results.addAll(run(scenario));
        }
        RunResult result = new RunResult(info, Duration.between(startedAt, wall.instant()), results);
        listeners.forEach(listener -> listener.runFinished(result));
        return result;
    }

    /**
     * Begins one walk, to be taken step by step; the caller closes it.
     *
     * @throws IOException if the portal cannot be told of the walk's person
     */
    public ScenarioWalk begin(Scenario scenario, Scenario.Variant variant) throws IOException {
        return new ScenarioWalk(scenario, variant, target, options, wall);
    }

    /** Why a scenario cannot be walked, at all or on this portal; empty if it can. */
    public Optional<String> notYet(Scenario scenario) {
        return scenario.notYet(options.language()).or(() -> plan.notHere(scenario, options.language()));
    }

    /** The ways to walk a scenario on this portal, which may have fewer pages than the manual. */
    public List<Scenario.Variant> walks(Scenario scenario) {
        return scenario.walks().stream().map(plan::of).toList();
    }

    private List<ScenarioResult> run(Scenario scenario) {
        List<ScenarioResult> results = new ArrayList<>();
        Optional<String> notYet = notYet(scenario);
        if (notYet.isPresent()) {
            results.add(finished(unwalked(scenario, "", Outcome.NOT_YET, notYet.get())));
            return results;
        }
        for (Scenario.Variant variant : walks(scenario)) {
            results.add(finished(run(scenario, variant)));
        }
        return results;
    }

    private ScenarioResult run(Scenario scenario, Scenario.Variant variant) {
        try (ScenarioWalk walk = begin(scenario, variant)) {
            ScenarioHeading heading = walk.heading();
            listeners.forEach(listener -> listener.scenarioStarted(heading));
            for (Scenario.PlannedStep step : walk.steps()) {
                listeners.forEach(
                        listener -> listener.stepStarted(heading, step.verb(), step.title(options.language())));
                StepResult result = walk.next();
                listeners.forEach(listener -> listener.stepFinished(heading, result));
            }
            return walk.result();
        } catch (IOException e) {
            return unwalked(scenario, variant.name(), Outcome.UNDECIDED, String.valueOf(e.getMessage()));
        }
    }

    private ScenarioResult finished(ScenarioResult result) {
        listeners.forEach(listener -> listener.scenarioFinished(result));
        return result;
    }

    private ScenarioResult unwalked(Scenario scenario, String variant, Outcome outcome, String note) {
        return new ScenarioResult(
                scenario.id(),
                scenario.chapter(),
                scenario.title(options.language()),
                variant,
                outcome,
                note,
                wall.instant(),
                Duration.ZERO,
                List.of());
    }
}
