package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** The mail address and its confirmation by a link, which may be opened in any browser. */
final class MailPages {
    private final Frame frame;
    private final MailLinks links;
    private final ConfirmationMails mails;

    MailPages(Frame frame, MailLinks links, ConfirmationMails mails) {
        this.frame = frame;
        this.links = links;
        this.mails = mails;
    }

    void register(Router router) {
        router.get(Turn.MAIL, visit -> frame.page(visit, addressPage(visit)))
                .post(Turn.MAIL, this::address)
                .get(Turn.MAIL_SENT, this::sent)
                .post(Turn.MAIL_SENT, "/setup/mail/resend", this::resend)
                .post(Turn.MAIL_SENT, "/setup/mail/change", this::change)
                .getAnytime("/mail/confirm", this::confirmPage)
                .postAnytime("/mail/confirm", this::confirm);
    }

    private static Page addressPage(Visit visit) {
        Field field = new Field(
                "email", "email", "email", visit.form().trimmed("email"), new Markup(" required spellcheck=\"false\""));
        Markup fields = Markup.of("{}{}", Forms.field(visit, field), Forms.button(visit, "send"));
        return new Page("mail-address", Forms.form(visit, "mail-form", Turn.MAIL.path(), fields));
    }

    private Reply address(Visit visit) {
        String address = visit.form().trimmed("email");
        if (!mails.allows(address)) {
            return frame.page(visit, addressPage(visit), Alert.error("invalid-email"));
        }
        Alert outcome = send(visit, address);
        if (outcome.error()) {
            return frame.page(visit, addressPage(visit), outcome);
        }
        visit.session().flash(outcome);
        return visit.moveTo(Turn.MAIL_SENT);
    }

    /** With a new link the one before dies. */
    private Alert send(Visit visit, String address) {
        ConfirmationMails.Sent sent = mails.send(visit, address);
        sent.confirmation().ifPresent(confirmation -> {
            visit.session().mailConfirmation().ifPresent(links::revoke);
            visit.session().mailConfirmation(confirmation);
        });
        return sent.alert();
    }

    private Reply sent(Visit visit) {
        if (pending(visit).confirmed()) {
            return visit.moveTo(Turn.METHOD);
        }
        // The first look says that mail is on its way; every reload after it, that nobody has opened the link.
        Optional<Alert> first = visit.session().takeFlash();
        return frame.page(visit, sentPage(visit), first.orElse(Alert.error("mail-not-confirmed")));
    }

    private static MailConfirmation pending(Visit visit) {
        return visit.session().mailConfirmation().orElseThrow();
    }

    private static Page sentPage(Visit visit) {
        return new Page(
                "mail-sent",
                Markup.of(
                        "<p>{}</p>{}<p><a class=\"button\" href=\"/setup/mail/sent\">{}</a></p><div class=\"choices\">{}{}</div>",
                        visit.texts().get("mail-sent.to", pending(visit).address()),
                        Forms.paragraph(visit, "mail-sent.lead"),
                        visit.texts().get("button.reload"),
                        Forms.form(visit, "resend-form", "/setup/mail/resend", quiet(visit, "resend")),
                        Forms.form(visit, "change-mail-form", "/setup/mail/change", quiet(visit, "change-mail"))));
    }

    private static Markup quiet(Visit visit, String key) {
        return Markup.of(
                "<button class=\"quiet\" type=\"submit\">{}</button>",
                visit.texts().get("button." + key));
    }

    private Reply resend(Visit visit) {
        if (!pending(visit).confirmed()) {
            visit.session().flash(send(visit, pending(visit).address()));
        }
        return visit.moveTo(Turn.MAIL_SENT);
    }

    private Reply change(Visit visit) {
        links.revoke(pending(visit));
        visit.session().mailConfirmation(null);
        return visit.moveTo(Turn.MAIL);
    }

    private Reply confirmPage(Visit visit) {
        // Mail programs open links to look at them: looking confirms nothing.
        String token = visit.query().get("token");
        if (!links.isOpen(token)) {
            return frame.error(visit, 410, "link-expired");
        }
        Markup fields = Markup.of(
                "<input type=\"hidden\" name=\"token\" value=\"{}\">{}", token, Forms.button(visit, "confirm"));
        return frame.page(
                visit,
                new Page(
                        "mail-confirm",
                        Markup.of(
                                "{}{}",
                                Forms.paragraph(visit, "mail-confirm.lead"),
                                Forms.form(visit, "confirm-form", "/mail/confirm", fields))));
    }

    private Reply confirm(Visit visit) {
        if (!links.open(visit.form().get("token"))) {
            return frame.error(visit, 410, "link-expired");
        }
        return frame.page(visit, new Page("mail-confirmed", Forms.paragraph(visit, "mail-confirmed.lead")));
    }
}
