package dev.aikagi.harness.probe;

import java.util.Locale;

/** The second step that a person has chosen. */
public enum Method {
    PASSKEY("passkey-register"),
    TOTP("totp-register"),
    EMAIL("mail-code");

    private final String enrolment;

    Method(String enrolment) {
        this.enrolment = enrolment;
    }

    /** As forms and profiles say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile's page where it is enrolled. */
    public String enrolmentPage() {
        return enrolment;
    }
}
