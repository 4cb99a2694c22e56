package dev.aikagi.harness.probe;

/** What a correct portal does with an attempt. */
public enum Expectation {
    /** It refuses, and for the reason tried: not because it could not read the message. */
    REFUSAL,
    /** It refuses; what is wrong is the message's shape, so that not reading it is right. */
    ANY_REFUSAL,
    /** It accepts: what is unusual here is allowed. */
    ACCEPTANCE,
    /** Either, without breaking. */
    NO_CRASH
}
