package dev.aikagi.harness.scenario;

/** The portal did something else than the manual says; one place turns this into a result. */
final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
        super(message);
    }
}
