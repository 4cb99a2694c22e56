package dev.aikagi.authenticator.env;

/** What an authenticator may have beyond discoverable credentials and built-in user verification. */
public enum Feature {
    /** CTAP 2.1 §6.5: a PIN, and pinUvAuthTokens made with it or with built-in user verification. */
    CLIENT_PIN,
    /** CTAP 2.1 §6.4 makeCredUvNotRqd: credentials that are not discoverable take a touch alone. */
    MAKE_CRED_UV_NOT_RQD,
    /** CTAP 2.1 §6.8: a person with the PIN sees and deletes discoverable credentials. */
    CREDENTIAL_MANAGEMENT,
    /** CTAP 2.1 §6.11: alwaysUv, the least PIN length, enterprise attestation. */
    CONFIG,
    /** CTAP 2.1 §6.10 and §12.3: the large-blob array, and keys to its blobs. */
    LARGE_BLOBS,
    /** CTAP 2.1 §12.1. */
    CRED_PROTECT,
    /** CTAP 2.1 §12.2. */
    CRED_BLOB,
    /** CTAP 2.1 §12.4. */
    MIN_PIN_LENGTH,
    /** CTAP 2.1 §12.5. */
    HMAC_SECRET,
    /** CTAP 2.1 §10: U2F with the same credentials; it registers only where a batch key attests. */
    U2F,
    /** CTAP 2.1 §6.4 noMcGaPermissionsWithClientPin: the PIN manages the key, the finger uses it. */
    NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN
}
