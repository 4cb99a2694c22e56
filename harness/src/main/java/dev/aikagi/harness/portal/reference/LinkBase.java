package dev.aikagi.harness.portal.reference;

/** Where mailed links lead to. */
@FunctionalInterface
interface LinkBase {
    /** The scheme, host and port of the link that this visit makes us mail. */
    String of(Visit visit);
}
