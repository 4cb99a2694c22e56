package dev.aikagi.harness.portal.reference;

import java.time.InstantSource;

/** Lets people in, half (the password was right) or wholly; each time the session gets another id. */
final class Admission {
    private final Sessions sessions;
    private final InstantSource clock;
    private final MailCodes mailCodes;

    Admission(Sessions sessions, InstantSource clock, MailCodes mailCodes) {
        this.sessions = sessions;
        this.clock = clock;
        this.mailCodes = mailCodes;
    }

    Reply half(Visit visit, Person person) {
        Turn next = person.turnAfterPassword();
        sessions.renew(visit.session());
        visit.session().begin(person, next);
        if (next == Turn.MAIL_CODE) {
            visit.session().flash(mailCodes.send(visit));
        }
        return Reply.seeOther(next.path());
    }

    Reply whole(Visit visit, Person person) {
        sessions.renew(visit.session());
        visit.session().begin(person, Turn.TOP);
        visit.session().previousSignIn(person.signedIn(clock.instant()).orElse(null));
        return Reply.seeOther(Turn.TOP.path());
    }

    /** Ends the session and gives the browser a new one, in which nobody is signed in. */
    Reply out(Visit visit) {
        sessions.end(visit.session());
        visit.session(sessions.create());
        return Reply.seeOther("/signed-out");
    }
}
