package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Codes that live in the session. */
final class OneTimeMailCodes implements MailCodes {
    private final InstantSource clock;
    private final CodeSource source;
    private final Duration validity;
    private final Mailer mailer;
    private final Throttle throttle;

    OneTimeMailCodes(InstantSource clock, CodeSource source, Duration validity, Mailer mailer, Throttle throttle) {
        this.clock = clock;
        this.source = source;
        this.validity = validity;
        this.mailer = mailer;
        this.throttle = throttle;
    }

    @Override
    public Alert send(Visit visit) {
        if (!throttle.admits(key(visit.person()))) {
            return Alert.error("throttled");
        }
        String code = source.next();
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

    @Override
    public Optional<Alert> judge(Session session, String typed) {
        Optional<Session.MailCode> pending = session.mailCode();
        if (!pending.map(c -> Tokens.same(c.code(), typed)).orElse(false)) {
            return Optional.of(Alert.error("wrong-code"));
        }
        session.mailCode(null);
        throttle.clear(key(session.person()));
        boolean inTime =
                pending.filter(c -> clock.instant().isBefore(c.expires())).isPresent();
        return inTime ? Optional.empty() : Optional.of(Alert.error("code-expired"));
    }

    private static String key(Person person) {
        return "mail:" + person.account().userId();
    }
}
