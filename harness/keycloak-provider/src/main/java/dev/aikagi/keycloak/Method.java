package dev.aikagi.keycloak;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** How a person wants to sign in from the next time on, and the required action that enrols it. */
enum Method {
    PASSKEY("webauthn-register-passwordless"),
    TOTP(UserModel.RequiredAction.CONFIGURE_TOTP.name()),
    EMAIL(MailCodeAction.ID);

    private final String requiredAction;

    Method(String requiredAction) {
        this.requiredAction = requiredAction;
    }

    String requiredAction() {
        return requiredAction;
    }

    /** As forms and attributes name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is none, nothing included. */
    static Optional<Method> of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst();
    }
}
