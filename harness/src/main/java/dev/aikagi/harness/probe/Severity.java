package dev.aikagi.harness.probe;

import java.util.Locale;

/** How bad it is if a portal fails a probe, the worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /** Whether it is as bad as the other, or worse. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    /** In small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
