package dev.aikagi.harness.portal.reference;

/** Where one-time codes by mail come from. */
@FunctionalInterface
interface CodeSource {
    /** Six digits, each of the million as likely as the others. */
    static CodeSource random(Tokens tokens) {
        return tokens::sixDigits;
    }

    String next();
}
