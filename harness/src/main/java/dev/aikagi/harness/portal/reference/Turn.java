package dev.aikagi.harness.portal.reference;

/** Whose turn it is: where a session stands, and the one page it may use there. */
enum Turn {
    SIGN_IN("/sign-in"),
    BIRTH_DATE("/setup/birth-date"),
    TERMS("/setup/terms"),
    MAIL("/setup/mail"),
    MAIL_SENT("/setup/mail/sent"),
    METHOD("/setup/method"),
    PASSWORD("/setup/password"),
    DONE("/setup/done"),
    ENROL_PASSKEY("/enrol/passkey"),
    NAME_PASSKEY("/enrol/passkey/name"),
    ENROL_TOTP("/enrol/totp"),
    PASSKEY("/sign-in/passkey"),
    TOTP("/sign-in/totp"),
    MAIL_CODE("/sign-in/mail"),
    TOP("/top");

    private final String path;

    Turn(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
