package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** Which new password a person may choose. */
@FunctionalInterface
interface PasswordRule {
    /** Not the present one, not one of the commonest, and what {@link Passwords#acceptable} takes. */
    static PasswordRule strict(Passwords passwords) {
        return (person, password) -> {
            if (passwords.matches(password, person.password())) {
                return Optional.of("password-reused");
            }
            boolean good = Passwords.acceptable(password, person.account().userId()) && !CommonPasswords.has(password);
            return good ? Optional.empty() : Optional.of("password-policy");
        };
    }

    /** The code of the objection, if there is one. */
    Optional<String> objection(Person person, String password);
}
