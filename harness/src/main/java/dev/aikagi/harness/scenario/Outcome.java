package dev.aikagi.harness.scenario;

/** How a step or a scenario ended. */
public enum Outcome {
    PASSED,
    /** The portal did something else than the manual says. */
    FAILED,
    /** It could not be decided whether the portal is right: something of ours, or between us, broke. */
    UNDECIDED,
    /** Not run, because an earlier step did not pass. */
    SKIPPED,
    /** Listed, but not built yet; never counted as passed. */
    NOT_YET
}
