package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One browser's visit: where it stands and what is pending there. Guarded by its own monitor. */
final class Session {
    private String id;
    private String csrf;
    private Instant lastSeen;
    private Turn turn = Turn.SIGN_IN;
    private @Nullable Person person;
    private @Nullable Alert flash;
    private @Nullable Challenge challenge;
    private List<String> allowedPasskeys = List.of();
    private @Nullable Candidate candidate;
    private @Nullable Passkey unnamedPasskey;
    private @Nullable TotpVerifier pendingTotp;
    private @Nullable MailCode mailCode;
    private int mailedCodes;
    private @Nullable MailConfirmation mailConfirmation;
    private @Nullable SignInMethod chosenMethod;
    private @Nullable Instant previousSignIn;

    Session(String id, String csrf, Instant now) {
        this.id = id;
        this.csrf = csrf;
        this.lastSeen = now;
    }

    /** A WebAuthn challenge and when it was given out. */
    record Challenge(Bytes value, Instant issued) {}

    /** Whom a ceremony without pages is about; nobody is signed in by that. */
    record Candidate(Person person, boolean registers) {}

    /** A code that is on its way by mail. */
    record MailCode(String code, Instant expires) {}

    synchronized String id() {
        return id;
    }

    synchronized String csrf() {
        return csrf;
    }

    synchronized void rename(String newId, String newCsrf) {
        id = newId;
        csrf = newCsrf;
    }

    synchronized boolean idleFor(Duration limit, Instant now) {
        return !now.isBefore(lastSeen.plus(limit));
    }

    synchronized void seen(Instant now) {
        lastSeen = now;
    }

    synchronized Turn turn() {
        return turn;
    }

    synchronized void turn(Turn next) {
        turn = next;
    }

    /** The person whose password was right; every turn but the sign-in has one. */
    synchronized Person person() {
        return Objects.requireNonNull(person, "nobody has signed in");
    }

    synchronized boolean isOf(Person who) {
        return person == who;
    }

    /** Begins anew for this person: nothing pending from before is kept. */
    synchronized void begin(Person who, Turn first) {
        person = who;
        turn = first;
        challenge = null;
        allowedPasskeys = List.of();
        candidate = null;
        unnamedPasskey = null;
        pendingTotp = null;
        mailCode = null;
        mailedCodes = 0;
        mailConfirmation = null;
        chosenMethod = null;
    }

    synchronized void flash(Alert alert) {
        flash = alert;
    }

    synchronized Optional<Alert> takeFlash() {
        Optional<Alert> taken = Optional.ofNullable(flash);
        flash = null;
        return taken;
    }

    synchronized void challenge(@Nullable Challenge next) {
        challenge = next;
    }

    synchronized Optional<Challenge> challenge() {
        return Optional.ofNullable(challenge);
    }

    /** The ids that the last options for a sign-in listed; none if any passkey will do. */
    synchronized void allowedPasskeys(List<String> ids) {
        allowedPasskeys = List.copyOf(ids);
    }

    synchronized boolean allows(String credentialId) {
        return allowedPasskeys.isEmpty() || allowedPasskeys.contains(credentialId);
    }

    synchronized void candidate(@Nullable Candidate who) {
        candidate = who;
    }

    /** Whoever is about to register, or else to sign in: options for the one are no leave to do the other. */
    synchronized Optional<Person> candidate(boolean registers) {
        return Optional.ofNullable(candidate)
                .filter(who -> who.registers() == registers)
                .map(Candidate::person);
    }

    synchronized void unnamedPasskey(@Nullable Passkey passkey) {
        unnamedPasskey = passkey;
    }

    synchronized Optional<Passkey> unnamedPasskey() {
        return Optional.ofNullable(unnamedPasskey);
    }

    synchronized void pendingTotp(@Nullable TotpVerifier verifier) {
        pendingTotp = verifier;
    }

    synchronized Optional<TotpVerifier> pendingTotp() {
        return Optional.ofNullable(pendingTotp);
    }

    synchronized void mailCode(@Nullable MailCode code) {
        mailCode = code;
        mailedCodes += code == null ? 0 : 1;
    }

    /** How many codes were mailed for this sign-in. */
    synchronized int mailedCodes() {
        return mailedCodes;
    }

    synchronized Optional<MailCode> mailCode() {
        return Optional.ofNullable(mailCode);
    }

    synchronized void mailConfirmation(@Nullable MailConfirmation confirmation) {
        mailConfirmation = confirmation;
    }

    synchronized Optional<MailConfirmation> mailConfirmation() {
        return Optional.ofNullable(mailConfirmation);
    }

    synchronized void chosenMethod(SignInMethod method) {
        chosenMethod = method;
    }

    synchronized Optional<SignInMethod> chosenMethod() {
        return Optional.ofNullable(chosenMethod);
    }

    synchronized void previousSignIn(@Nullable Instant when) {
        previousSignIn = when;
    }

    synchronized Optional<Instant> previousSignIn() {
        return Optional.ofNullable(previousSignIn);
    }
}
