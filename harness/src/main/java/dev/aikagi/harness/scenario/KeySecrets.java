package dev.aikagi.harness.scenario;

/**
 * What opens the key that is walked with.
 *
 * @param pin for FIDO; empty if the key has none
 * @param oathPassword for one-time passwords; empty if the card has none
 */
public record KeySecrets(String pin, String oathPassword) {
    /** Of a key that asks for nothing. */
    public static final KeySecrets NONE = new KeySecrets("", "");

    /** Says neither. */
    @Override
    public String toString() {
        return "KeySecrets[withheld]";
    }
}
