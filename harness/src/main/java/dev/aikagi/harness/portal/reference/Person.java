package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account and what its person has enrolled. Safe for several sessions at once. */
final class Person {
    private final Account account;
    private final byte[] userHandle;
    private Passwords.Hash password;
    private @Nullable SignInMethod method;
    private @Nullable String mail;
    private boolean mailEnrolled;
    private @Nullable TotpDevice totp;
    private final List<Passkey> passkeys = new ArrayList<>();
    private @Nullable Instant lastSignIn;

    /** The user handle is random: WebAuthn L3 §14.6.1 wants nothing about the person in it. */
    Person(Account account, byte[] userHandle, Passwords.Hash initialPassword) {
        this.account = account;
        this.userHandle = userHandle.clone();
        this.password = initialPassword;
    }

    /** An authenticator app that is enrolled. */
    record TotpDevice(String label, TotpVerifier verifier) {}

    Account account() {
        return account;
    }

    byte[] userHandle() {
        return userHandle.clone();
    }

    synchronized Passwords.Hash password() {
        return password;
    }

    synchronized void password(Passwords.Hash changed) {
        password = changed;
    }

    /** Ends the set-up in one step, so that nobody is ever half set up. */
    synchronized void setUp(String confirmedMail, SignInMethod chosen, Passwords.Hash chosenPassword) {
        mail = confirmedMail;
        method = chosen;
        password = chosenPassword;
    }

    synchronized Optional<SignInMethod> method() {
        return Optional.ofNullable(method);
    }

    synchronized Optional<String> mail() {
        return Optional.ofNullable(mail);
    }

    /** Where the password alone leads. */
    synchronized Turn turnAfterPassword() {
        if (method == null) {
            return Turn.BIRTH_DATE;
        }
        return enrolled(method) ? method.signIn() : method.enrolment();
    }

    private boolean enrolled(SignInMethod chosen) {
        return switch (chosen) {
            case PASSKEY -> !passkeys.isEmpty();
            case TOTP -> totp != null;
            case EMAIL -> mailEnrolled;
        };
    }

    synchronized void enrolMail() {
        mailEnrolled = true;
    }

    synchronized boolean mailEnrolled() {
        return mailEnrolled;
    }

    synchronized void enrolTotp(TotpDevice device) {
        totp = device;
    }

    synchronized Optional<TotpDevice> totp() {
        return Optional.ofNullable(totp);
    }

    synchronized void enrolPasskey(Passkey passkey) {
        passkeys.add(passkey);
    }

    synchronized List<Passkey> passkeys() {
        return List.copyOf(passkeys);
    }

    /** Notes a sign-in and returns the one before. */
    synchronized Optional<Instant> signedIn(Instant now) {
        Optional<Instant> before = Optional.ofNullable(lastSignIn);
        lastSignIn = now;
        return before;
    }
}
