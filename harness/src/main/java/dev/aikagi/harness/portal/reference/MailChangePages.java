package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.ConfirmationMails.Sent;
import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** Another mail address, for who is signed in: it counts when its link was opened, and the address before hears of it. */
final class MailChangePages {
    static final String PATH = "/account/mail";

    private final Frame frame;
    private final ConfirmationMails mails;
    private final ChangeRules rules;

    MailChangePages(Frame frame, ConfirmationMails mails, ChangeRules rules) {
        this.frame = frame;
        this.mails = mails;
        this.rules = rules;
    }

    /** What the page holds itself to. */
    record ChangeRules(PasswordAgain password, AddressChange change, Notices notices) {}

    void register(Router router) {
        router.get(Turn.TOP, PATH, visit -> frame.page(visit, page(visit))).post(Turn.TOP, PATH, this::change);
    }

    private static Page page(Visit visit) {
        Markup fields = Markup.of(
                "{}{}{}",
                Forms.field(
                        visit,
                        new Field(
                                "email",
                                "email",
                                "email",
                                visit.form().trimmed("email"),
                                new Markup(" required spellcheck=\"false\""))),
                Forms.field(
                        visit,
                        Field.password("currentPassword", "current-password").with("required")),
                Forms.button(visit, "send"));
        return new Page("change-mail", Forms.form(visit, "change-mail-form", PATH, fields));
    }

    private Reply change(Visit visit) {
        Person person = visit.person();
        Optional<Reply> refusal = rules.password().refusal(visit, page(visit));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String address = visit.form().trimmed("email");
        if (!mails.allows(address)) {
            return frame.page(visit, page(visit), Alert.error("invalid-email"));
        }
        Sent sent = mails.send(visit, address);
        if (sent.alert().error()) {
            return frame.page(visit, page(visit), sent.alert());
        }
        rules.notices().tell(person, "mail");
        sent.confirmation().ifPresent(confirmation -> rules.change().ask(person, confirmation));
        visit.session().flash(sent.alert());
        return Reply.seeOther(Turn.TOP.path());
    }
}
