package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One-time codes by mail: bound to the session that asked, one at a time, used once. */
final class MailCodes {
    private final InstantSource clock;
    private final Tokens tokens;
    private final Duration validity;
    private final Mailer mailer;

    MailCodes(InstantSource clock, Tokens tokens, Duration validity, Mailer mailer) {
        this.clock = clock;
        this.tokens = tokens;
        this.validity = validity;
        this.mailer = mailer;
    }

    /** Sends a new code, by which the one before dies; returns what to tell the person. */
    Alert send(Visit visit) {
        String code = tokens.sixDigits();
        Instant expires = clock.instant().plus(validity);
        visit.session().mailCode(new Session.MailCode(code, expires));
        String address = visit.person().mail().orElseThrow();
        // The portal's mail is Japanese with English below, whatever the browser speaks: its subject is part of the
        // manual.
        boolean sent = Texts.in("ja")
                .map(t -> mailer.send(
                        address, t.get("mail.code.subject"), t.get("mail.code.text", code, validity.toMinutes())))
                .orElse(false);
        return sent ? Alert.info("code-sent") : Alert.error("mail-not-sent");
    }

    /** Judges a code: nothing if it is right, which uses it up, or else the error. */
    Optional<Alert> judge(Session session, String typed) {
        Optional<Session.MailCode> pending = session.mailCode();
        if (!pending.map(c -> Tokens.same(c.code(), typed)).orElse(false)) {
            return Optional.of(Alert.error("wrong-code"));
        }
        session.mailCode(null);
        boolean inTime =
                pending.filter(c -> clock.instant().isBefore(c.expires())).isPresent();
        return inTime ? Optional.empty() : Optional.of(Alert.error("code-expired"));
    }
}
