package dev.aikagi.authenticator.ctap2;

/** What authenticatorGetInfo promises, and what the commands hold to. */
final class Limits {
    /** As much as CTAPHID can carry: 57 + 128 × 59 bytes, CTAP 2.1 §11.2.4. */
    static final int MAX_MSG_SIZE = 7609;

    static final int MAX_CREDENTIALS_IN_LIST = 32;
    /** A wrapped RSA key is the longest. */
    static final int MAX_CREDENTIAL_ID_LENGTH = 384;

    /** In bytes, with the hash at its end. */
    static final int MAX_LARGE_BLOBS = 4096;

    /** In bytes, so in code points, too: CTAP 2.1 §6.5.1. */
    static final int MAX_PIN_LENGTH = 63;

    static final int MAX_MIN_PIN_LENGTH_READERS = 8;

    private Limits() {}
}
