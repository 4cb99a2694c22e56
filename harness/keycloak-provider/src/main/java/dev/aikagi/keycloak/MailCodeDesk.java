package dev.aikagi.keycloak;

import dev.aikagi.keycloak.MailCode.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.utils.StringUtil;

/**
 * Mails one-time passwords and judges what is typed. A code belongs to the sign-in that asked for it, dies with the next
 * one, with its time, with its use and with its fifth wrong try.
 */
final class MailCodeDesk {
    private static final System.Logger LOG = System.getLogger(MailCodeDesk.class.getName());

    static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final int DIGITS = 6;
    private static final int TRIES = 5;
    private static final Duration TRIES_WINDOW = Duration.ofMinutes(1);
    private static final int MAILS = 5;
    private static final Duration MAILS_WINDOW = Duration.ofMinutes(10);
    private static final String NOTE = "aikagi.mail-code";

    /** Where the code is kept between requests: a sign-in's notes. */
    interface Notes {
        @Nullable
        String get(String name);

        void set(String name, String value);

        void remove(String name);
    }

    /** Brings a code to its person. */
    @FunctionalInterface
    interface Mailer {
        void mail(String code) throws EmailException;
    }

    /** What came of a request to mail a code. */
    enum Sending {
        SENT,
        NO_ADDRESS,
        TOO_OFTEN,
        BROKEN
    }

    private final String userId;
    private final Notes notes;
    private final Mailer mailer;
    private final LongSupplier now;
    private final Supplier<String> chance;
    private final Throttle tries;
    private final Throttle mails;

    MailCodeDesk(
            String userId,
            Notes notes,
            Mailer mailer,
            LongSupplier now,
            Supplier<String> chance,
            SingleUseObjectProvider slots) {
        this.userId = userId;
        this.notes = notes;
        this.mailer = mailer;
        this.now = now;
        this.chance = chance;
        this.tries = new Throttle(slots, TRIES, TRIES_WINDOW);
        this.mails = new Throttle(slots, MAILS, MAILS_WINDOW);
    }

    /** The desk of a sign-in on this server. */
    static MailCodeDesk of(
            KeycloakSession session, RealmModel realm, UserModel user, AuthenticationSessionModel signIn) {
        return new MailCodeDesk(
                user.getId(),
                notesOf(signIn),
                code -> mail(session, realm, user, code),
                Time::currentTimeSeconds,
                () -> SecretGenerator.getInstance().randomString(DIGITS, SecretGenerator.DIGITS),
                session.singleUseObjects());
    }

    /** Whether a code is out that may still be typed: a page that is loaded again needs no other mail. */
    boolean hasLiveCode() {
        return code().filter(code -> code.isAlive(now.getAsLong())).isPresent();
    }

    /** Mails a new code, by which the one before dies. */
    Sending send() {
        if (!mails.admits("mails." + userId)) {
            return Sending.TOO_OFTEN;
        }
        MailCode code = new MailCode(chance.get(), now.getAsLong() + VALIDITY.toSeconds(), TRIES);
        try {
            mailer.mail(code.digits());
        } catch (NoAddressException e) {
            return Sending.NO_ADDRESS;
        } catch (EmailException e) {
            LOG.log(System.Logger.Level.ERROR, "a one-time password could not be mailed", e);
            return Sending.BROKEN;
        }
        notes.set(NOTE, code.toNote());
        return Sending.SENT;
    }

    /** Judges what was typed; a right code is used up by it. Empty if it was tried too often to be judged. */
    Optional<Verdict> judge(String typed) {
        if (!tries.admits("tries." + userId)) {
            return Optional.empty();
        }
        Optional<MailCode> pending = code();
        Verdict verdict =
                pending.map(code -> code.judge(typed, now.getAsLong())).orElse(Verdict.WRONG);
        switch (verdict) {
            case RIGHT -> {
                notes.remove(NOTE);
                tries.clear("tries." + userId);
            }
            case WRONG ->
                pending.ifPresent(code -> notes.set(NOTE, code.afterWrongTry().toNote()));
            case EXPIRED -> notes.remove(NOTE);
        }
        return Optional.of(verdict);
    }

    private Optional<MailCode> code() {
        return MailCode.ofNote(notes.get(NOTE));
    }

    private static Notes notesOf(AuthenticationSessionModel signIn) {
        return new Notes() {
            @Override
            public @Nullable String get(String name) {
                return signIn.getAuthNote(name);
            }

            @Override
            public void set(String name, String value) {
                signIn.setAuthNote(name, value);
            }

            @Override
            public void remove(String name) {
                signIn.removeAuthNote(name);
            }
        };
    }

    private static void mail(KeycloakSession session, RealmModel realm, UserModel user, String code)
            throws EmailException {
        if (StringUtil.isBlank(user.getEmail())) {
            throw new NoAddressException();
        }
        session.getProvider(EmailTemplateProvider.class)
                .setRealm(realm)
                .setUser(user)
                .send(
                        "aikagiMailCodeSubject",
                        "aikagi-mail-code.ftl",
                        new HashMap<>(Map.of("code", code, "minutes", VALIDITY.toMinutes())));
    }

    /** The person has no mail address. */
    static final class NoAddressException extends EmailException {
        private static final long serialVersionUID = 1L;

        NoAddressException() {
            super("the user has no mail address");
        }
    }
}
