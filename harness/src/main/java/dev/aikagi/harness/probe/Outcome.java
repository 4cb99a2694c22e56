package dev.aikagi.harness.probe;

/** What a portal did with what it was sent, or what was seen of it. */
public enum Outcome {
    /** It refused in an orderly way, and nothing changed. */
    REJECTED_CLEAN,
    /** It refused by breaking: status 5xx, or a stack trace. */
    REJECTED_CRASH,
    /** It did not understand the message at all, as it does not understand rubbish: the reason is not shown. */
    REJECTED_SHAPE,
    /** It took it: something is stored, or somebody is in. */
    ACCEPTED,
    /** It said that all is well, and did nothing. */
    ACCEPTED_INERT,
    /** Nothing was sent: what was looked at is as it must be. */
    KEPT,
    /** Nothing was sent: what was looked at is not as it must be. */
    BROKEN
}
