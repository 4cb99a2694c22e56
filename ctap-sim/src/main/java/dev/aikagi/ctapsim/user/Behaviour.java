package dev.aikagi.ctapsim.user;

/** What a virtual user does when the key asks. */
public enum Behaviour {
    /** Touches, or is recognised, at once. */
    APPROVE,
    /** Declines, or is not recognised, at once. */
    REFUSE,
    /** Does nothing until the key's patience is at an end. */
    IGNORE,
    /** Does nothing until {@link VirtualUser#release()}, which approves. */
    HOLD_UNTIL_RELEASED
}
