package dev.aikagi.authenticator.env;

/** How a user answered when asked for a touch or a finger. */
public enum Consent {
    /** Touched, or recognised. */
    GRANTED,
    /** Declined, or not recognised. */
    REFUSED,
    /** Nobody came within the time the device waits. */
    TIMED_OUT,
    /** The host cancelled the transaction while the user was awaited. */
    CANCELLED
}
