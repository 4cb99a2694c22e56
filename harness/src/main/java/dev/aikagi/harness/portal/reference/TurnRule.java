package dev.aikagi.harness.portal.reference;

/** Which pages a session may use where it stands. */
@FunctionalInterface
interface TurnRule {
    /** The one page whose turn it is, and no other. */
    TurnRule STRICT = (present, wanted) -> wanted == present;

    boolean opens(Turn present, Turn wanted);
}
