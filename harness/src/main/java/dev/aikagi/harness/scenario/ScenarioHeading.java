package dev.aikagi.harness.scenario;

/**
 * What identifies a walk of a scenario, see {@link ScenarioResult}.
 *
 * @param steps how many steps it has
 */
public record ScenarioHeading(String id, String chapter, String title, String variant, int steps) {}
