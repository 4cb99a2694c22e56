package dev.aikagi.authenticator.env;

/** How a user was verified: FIDO Registry of Predefined Values §3.1, those that a key of ours can have. */
public enum UserVerificationMethod {
    PRESENCE_INTERNAL(0x001),
    FINGERPRINT_INTERNAL(0x002),
    FACEPRINT_INTERNAL(0x010),
    /** Neither touched nor verified. */
    NONE(0x200),
    /** The PIN, given to the platform. */
    PASSCODE_EXTERNAL(0x800);

    private final int bit;

    UserVerificationMethod(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** Whether it tells one person from another. */
    public boolean verifies() {
        return this != PRESENCE_INTERNAL && this != NONE;
    }
}
