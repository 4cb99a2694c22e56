package dev.aikagi.harness.probe;

/** What a probe came to, the gravest first. */
public enum Verdict {
    /** The portal let through what it must refuse, or refused what it must take. */
    FAIL,
    /** It cannot be said: the honest message was not taken either, or something of ours broke. */
    INCONCLUSIVE,
    /** Nothing was let through, but not for a reason that can be shown, or not without breaking. */
    WEAK,
    /** As a correct portal does. */
    PASS,
    /** The portal lacks what the probe needs. */
    NOT_APPLICABLE;

    /** As it is written in reports. */
    public String word() {
        return this == NOT_APPLICABLE ? "N/A" : name();
    }

    /** FAIL and WEAK: what somebody has to look at. */
    public boolean isFinding() {
        return this == FAIL || this == WEAK;
    }

    Verdict graver(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
