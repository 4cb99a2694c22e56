package dev.aikagi.harness.portal.reference;

import java.util.Arrays;
import java.util.Optional;

/** The second step that a person chooses; the words are the form's values. */
enum SignInMethod {
    PASSKEY("passkey", Turn.ENROL_PASSKEY, Turn.PASSKEY),
    TOTP("totp", Turn.ENROL_TOTP, Turn.TOTP),
    // The address was confirmed in the set-up: the first code enrols.
    EMAIL("email", Turn.MAIL_CODE, Turn.MAIL_CODE);

    private final String word;
    private final Turn enrolment;
    private final Turn signIn;

    SignInMethod(String word, Turn enrolment, Turn signIn) {
        this.word = word;
        this.enrolment = enrolment;
        this.signIn = signIn;
    }

    String word() {
        return word;
    }

    Turn enrolment() {
        return enrolment;
    }

    Turn signIn() {
        return signIn;
    }

    static Optional<SignInMethod> of(String word) {
        return Arrays.stream(values()).filter(m -> m.word.equals(word)).findFirst();
    }
}
