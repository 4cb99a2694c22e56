package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunResult;

/** What the process ends with. */
final class ExitCode {
    /** All that was walked passed. */
    static final int PASSED = 0;

    /** The portal failed a step. */
    static final int FAILED = 1;

    /** It could not be decided: something of ours, or between us and the portal, broke. */
    static final int UNDECIDED = 2;

    /** A command, an option or a file that cannot be understood. */
    static final int USAGE = 3;

    /** Nobody answers at the portal's address, or nothing could be started there. */
    static final int UNREACHABLE = 4;

    private ExitCode() {}

    static int of(RunResult run) {
        if (run.count(Outcome.FAILED) > 0) {
            return FAILED;
        }
        boolean undecided = run.scenarios().stream()
                .anyMatch(scenario -> scenario.outcome() == Outcome.UNDECIDED || scenario.outcome() == Outcome.SKIPPED);
        return undecided ? UNDECIDED : PASSED;
    }

    /** Of probes: findings before probes that could not be judged. */
    static int of(Assessment assessment, Severity threshold) {
        if (!assessment.findings().isEmpty()) {
            return FAILED;
        }
        return assessment.inconclusive(threshold) > 0 ? UNDECIDED : PASSED;
    }
}
