package dev.aikagi.harness.scenario;

/** Who acts, or between whom something passes: the lanes of the report's time line. */
public enum Lane {
    USER,
    CLIENT,
    KEY,
    HTTP,
    MAIL
}
