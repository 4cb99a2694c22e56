package dev.aikagi.authenticator.pin;

/** CTAP 2.1 §6.5.5.7: what a pinUvAuthToken is good for. */
public enum Permission {
    /** mc. */
    MAKE_CREDENTIAL(0x01),
    /** ga. */
    GET_ASSERTION(0x02),
    /** cm. */
    CREDENTIAL_MANAGEMENT(0x04),
    /** be. */
    BIO_ENROLLMENT(0x08),
    /** lbw. */
    LARGE_BLOB_WRITE(0x10),
    /** acfg. */
    AUTHENTICATOR_CONFIGURATION(0x20),
    /** pcmr, CTAP 2.2: alone, and for the token that outlasts power. */
    PERSISTENT_CREDENTIAL_MANAGEMENT(0x40);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** Whether it is among the permissions. */
    public boolean in(long permissions) {
        return (permissions & bit) != 0;
    }
}
