package dev.aikagi.harness.portal.reference;

/** Where the secrets of authenticator apps come from. */
@FunctionalInterface
interface TotpSeeds {
    /** 160 random bits each, as RFC 4226 §4 R6 recommends. */
    static TotpSeeds random(Tokens tokens) {
        return person -> tokens.bytes(20);
    }

    byte[] next(Person person);
}
