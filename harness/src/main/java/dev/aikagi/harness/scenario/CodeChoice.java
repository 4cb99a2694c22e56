package dev.aikagi.harness.scenario;

/** Which one-time password a step types. */
enum CodeChoice {
    /** What the app or the newest mail shows. */
    CURRENT,
    /** The one typed before. */
    PREVIOUS,
    /** The current one with its last digit changed. */
    WRONG
}
