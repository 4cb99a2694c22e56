package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An account and what its person has enrolled. Safe for several sessions at once. */
final class Person {
    private final Account account;
    private final byte[] userHandle;
    private Passwords.Hash password;
    private @Nullable SignInMethod method;
    private @Nullable String mail;
    private boolean mailEnrolled;
    private @Nullable MailConfirmation nextMail;
    private final List<TotpDevice> totps = new ArrayList<>();
    private final List<Passkey> passkeys = new ArrayList<>();
    private @Nullable Instant lastSignIn;
    private String terms = "";

    /** The user handle is random: WebAuthn L3 §14.6.1 wants nothing about the person in it. */
    Person(Account account, byte[] userHandle, Passwords.Hash initialPassword) {
        this.account = account;
        this.userHandle = userHandle.clone();
        this.password = initialPassword;
    }

    /**
     * An authenticator app that is enrolled.
     *
     * @param id base64url, unguessable
     */
    record TotpDevice(String id, String label, TotpVerifier verifier) {}

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

    /** The address in force: the next one as soon as its link was opened. */
    synchronized Optional<String> mail() {
        if (nextMail != null && nextMail.confirmed()) {
            mail = nextMail.address();
            nextMail = null;
        }
        return Optional.ofNullable(mail);
    }

    /** The address that takes over when its link is opened. */
    synchronized void nextMail(MailConfirmation confirmation) {
        nextMail = confirmation;
    }

    /** Where the password alone leads: to a factor that is enrolled, the chosen one first; with none, to its enrolment. */
    synchronized Turn turnAfterPassword() {
        if (method == null) {
            return Turn.BIRTH_DATE;
        }
        return Stream.concat(Stream.of(method), Arrays.stream(SignInMethod.values()))
                .filter(this::enrolled)
                .findFirst()
                .map(SignInMethod::signIn)
                .orElse(method.enrolment());
    }

    private boolean enrolled(SignInMethod chosen) {
        return switch (chosen) {
            case PASSKEY -> !passkeys.isEmpty();
            case TOTP -> !totps.isEmpty();
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
        totps.add(device);
    }

    synchronized List<TotpDevice> totps() {
        return List.copyOf(totps);
    }

    synchronized void enrolPasskey(Passkey passkey) {
        passkeys.add(passkey);
    }

    synchronized List<Passkey> passkeys() {
        return List.copyOf(passkeys);
    }

    /** Whatever the person has enrolled. */
    synchronized List<Factor> factors() {
        List<Factor> factors = new ArrayList<>();
        passkeys.forEach(key -> factors.add(new Factor(this, SignInMethod.PASSKEY, key.id(), key.label())));
        totps.forEach(device -> factors.add(new Factor(this, SignInMethod.TOTP, device.id(), device.label())));
        if (mailEnrolled) {
            mail().ifPresent(address -> factors.add(
                    new Factor(this, SignInMethod.EMAIL, SignInMethod.EMAIL.word(), TopPage.masked(address))));
        }
        return factors;
    }

    /** Takes a factor away, whatever it is; of an id that is not there nothing. */
    synchronized void remove(Factor factor) {
        passkeys.removeIf(key -> key.id().equals(factor.id()));
        totps.removeIf(device -> device.id().equals(factor.id()));
        mailEnrolled &= factor.kind() != SignInMethod.EMAIL;
    }

    /** Notes which version of the terms was agreed to. */
    synchronized void agreed(String version) {
        terms = version;
    }

    /** The version of the terms that was agreed to; empty if none. */
    synchronized String terms() {
        return terms;
    }

    /** Notes a sign-in and returns the one before. */
    synchronized Optional<Instant> signedIn(Instant now) {
        Optional<Instant> before = Optional.ofNullable(lastSignIn);
        lastSignIn = now;
        return before;
    }
}
