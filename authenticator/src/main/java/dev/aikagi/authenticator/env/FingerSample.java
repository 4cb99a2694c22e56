package dev.aikagi.authenticator.env;

/** How a finger that is being enrolled lay on the sensor: lastEnrollSampleStatus of CTAP 2.1 §6.7. */
public enum FingerSample {
    GOOD(0x00),
    TOO_HIGH(0x01),
    TOO_LOW(0x02),
    TOO_LEFT(0x03),
    TOO_RIGHT(0x04),
    TOO_FAST(0x05),
    TOO_SLOW(0x06),
    POOR_QUALITY(0x07),
    TOO_SKEWED(0x08),
    TOO_SHORT(0x09),
    MERGE_FAILURE(0x0A),
    /** This finger is enrolled already. */
    EXISTS(0x0B),
    /** Nobody came in time. */
    NO_USER_ACTIVITY(0x0D),
    /** The finger was not lifted between two samples. */
    NO_UP_TRANSITION(0x0E),
    /** The user declined; there is no feedback for it but an error. */
    REFUSED(-1),
    /** The host cancelled while the finger was awaited. */
    CANCELLED(-1);

    private final int feedback;

    FingerSample(int feedback) {
        this.feedback = feedback;
    }

    /** How a user who answered like that laid the finger. */
    public static FingerSample of(Consent consent) {
        return switch (consent) {
            case GRANTED -> GOOD;
            case REFUSED -> REFUSED;
            case TIMED_OUT -> NO_USER_ACTIVITY;
            case CANCELLED -> CANCELLED;
        };
    }

    /** What the host is told, -1 where it gets an error instead. */
    public int feedback() {
        return feedback;
    }
}
