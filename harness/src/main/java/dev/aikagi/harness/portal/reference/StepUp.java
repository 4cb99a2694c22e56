package dev.aikagi.harness.portal.reference;

/** Whether somebody who is signed in has shown once more that it is they. */
@FunctionalInterface
interface StepUp {
    /** By the present password. */
    static StepUp strict(Passwords passwords) {
        return (person, password) -> passwords.matches(password, person.password());
    }

    boolean proves(Person person, String password);
}
