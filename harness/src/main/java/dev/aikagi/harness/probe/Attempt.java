package dev.aikagi.harness.probe;

/**
 * One wrong thing, done once. A probe has one, or a table of them.
 *
 * @param name what is wrong, e.g. {@code origin https://evil.example}
 */
public record Attempt(String name, Expectation expectation, Action action) {
    /** Does it, on people and browsers of the bench. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws NotApplicableException if the portal lacks what is needed
         * @throws Exception if something of ours, or between us and the portal, broke; the probe is inconclusive then
         */
        Observation on(Bench bench) throws Exception;
    }

    /** What a correct portal refuses. For an action that only looks, what it observes counts. */
    public static Attempt refused(String name, Action action) {
        return new Attempt(name, Expectation.REFUSAL, action);
    }

    /** What a correct portal takes although it is unusual. */
    public static Attempt accepted(String name, Action action) {
        return new Attempt(name, Expectation.ACCEPTANCE, action);
    }
}
