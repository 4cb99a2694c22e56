package dev.aikagi.authenticator.env;

/**
 * What the user is asked to agree to.
 *
 * @param purpose why they are asked
 * @param rpId the relying party, empty where none is involved (reset, selection)
 * @param userName the account, empty where unknown
 */
public record ConsentPrompt(Purpose purpose, String rpId, String userName) {
    public enum Purpose {
        MAKE_CREDENTIAL,
        GET_ASSERTION,
        RESET,
        /** A reset that takes a touch of five seconds, CTAP 2.3 §7.7. */
        LONG_TOUCH_RESET,
        /** A finger to be enrolled. */
        BIO_ENROLLMENT,
        SELECTION,
        /** A pinUvAuthToken by built-in user verification, for what is to come. */
        VERIFICATION,
        OATH_CALCULATE
    }
}
