package dev.aikagi.authenticator.env;

/** What an authenticator may have beyond discoverable credentials and built-in user verification. */
public enum Feature {
    /** CTAP 2.1 §6.5: a PIN, and pinUvAuthTokens made with it or with built-in user verification. */
    CLIENT_PIN,
    /** CTAP 2.1 §6.4 makeCredUvNotRqd: credentials that are not discoverable take a touch alone. */
    MAKE_CRED_UV_NOT_RQD,
    /** CTAP 2.1 §6.8: a person with the PIN sees and deletes discoverable credentials. */
    CREDENTIAL_MANAGEMENT,
    /** CTAP 2.2 §6.4 perCredMgmtRO: a token that sees them and outlasts power. */
    PERSISTENT_CREDENTIAL_MANAGEMENT,
    /** CTAP 2.1 §6.7: fingers are enrolled, named and removed over the wire. */
    BIO_ENROLLMENT,
    /** CTAP 2.1 §6.4 uvBioEnroll: a finger is enough to enrol another. */
    UV_BIO_ENROLL,
    /** CTAP 2.1 §6.11: alwaysUv, the least PIN length, enterprise attestation. */
    CONFIG,
    /** CTAP 2.2 §6.11 enableLongTouchForReset, and 5 seconds of touch where it is enabled: CTAP 2.3 §7.7. */
    LONG_TOUCH_FOR_RESET,
    /** CTAP 2.2 §6.5.1: PINs that are easily guessed can be refused. */
    PIN_COMPLEXITY_POLICY,
    /** CTAP 2.2 §6.4 encIdentifier and CTAP 2.3 §6.4 encCredStoreState: who holds a persistent token knows the key again. */
    ENC_IDENTIFIER,
    /** CTAP 2.1 §6.10 and §12.3: the large-blob array, and keys to its blobs. */
    LARGE_BLOBS,
    /** CTAP 2.3 §12.4: a large blob in one message with the assertion; not together with the large-blob array. */
    LARGE_BLOB_EXTENSION,
    /** CTAP 2.1 §12.1. */
    CRED_PROTECT,
    /** CTAP 2.1 §12.2. */
    CRED_BLOB,
    /** CTAP 2.1 §12.4. */
    MIN_PIN_LENGTH,
    /** CTAP 2.1 §12.5. */
    HMAC_SECRET,
    /** CTAP 2.2 §12.8: the secrets already when the credential is made. */
    HMAC_SECRET_MC,
    /** CTAP 2.2 §12.9. */
    THIRD_PARTY_PAYMENT,
    /** WebAuthn L2 §10.3: how the user was verified. */
    UVM,
    /** CTAP 2.1 §10: U2F with the same credentials; it registers only where a batch key attests. */
    U2F,
    /** CTAP 2.1 §6.4 noMcGaPermissionsWithClientPin: the PIN manages the key, the finger uses it. */
    NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN
}
