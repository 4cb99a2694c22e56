package dev.aikagi.harness.cli;

import java.util.Locale;

/** The languages that portal and reports speak. */
enum Language {
    JA(Locale.JAPANESE),
    EN(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }
}
