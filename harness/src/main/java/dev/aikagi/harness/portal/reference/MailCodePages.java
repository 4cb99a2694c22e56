package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** Signing in with a code by mail; the first right one enrols. */
final class MailCodePages {
    private final Frame frame;
    private final MailCodes codes;
    private final Throttle throttle;
    private final Admission admission;

    MailCodePages(Frame frame, MailCodes codes, Throttle throttle, Admission admission) {
        this.frame = frame;
        this.codes = codes;
        this.throttle = throttle;
        this.admission = admission;
    }

    void register(Router router) {
        router.get(Turn.MAIL_CODE, visit -> frame.page(visit, page(visit)))
                .post(Turn.MAIL_CODE, this::code)
                .post(Turn.MAIL_CODE, "/sign-in/mail/resend", this::resend);
    }

    private static Page page(Visit visit) {
        Markup code = Markup.of(
                "{}{}",
                Forms.field(visit, Field.digits("code", "one-time-code").with("required autofocus")),
                Forms.button(visit, "sign-in"));
        Markup resend = Markup.of(
                "<button class=\"quiet\" type=\"submit\">{}</button>",
                visit.texts().get("button.resend-code"));
        return new Page(
                "mail-code",
                Markup.of(
                        "{}<p>{} <span id=\"mailed-codes\">{}</span></p>{}{}",
                        Forms.paragraph(
                                visit,
                                "mail-code.lead",
                                TopPage.masked(visit.person().mail().orElse(""))),
                        visit.texts().get("mail-code.sent"),
                        visit.session().mailedCodes(),
                        Forms.form(visit, "otp-form", Turn.MAIL_CODE.path(), code),
                        Forms.form(visit, "resend-form", "/sign-in/mail/resend", resend)));
    }

    private Reply code(Visit visit) {
        Person person = visit.person();
        String key = "mail-code:" + person.account().userId();
        if (!throttle.admits(key)) {
            return frame.throttled(visit, page(visit), throttle.pauseSeconds());
        }
        Optional<Alert> objection = codes.judge(visit.session(), visit.form().trimmed("code"));
        if (objection.isPresent()) {
            return frame.page(visit, page(visit), objection.get());
        }
        throttle.clear(key);
        person.enrolMail();
        return admission.whole(visit, person);
    }

    private Reply resend(Visit visit) {
        visit.session().flash(codes.send(visit));
        return visit.moveTo(Turn.MAIL_CODE);
    }
}
