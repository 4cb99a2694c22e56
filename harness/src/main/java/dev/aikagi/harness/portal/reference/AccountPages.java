package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** What people change when they are signed in: the password. */
final class AccountPages {
    static final String PASSWORD = "/account/password";

    private final Frame frame;
    private final Passwords passwords;
    private final AccountRules rules;
    private final Sessions sessions;

    AccountPages(Frame frame, Passwords passwords, AccountRules rules, Sessions sessions) {
        this.frame = frame;
        this.passwords = passwords;
        this.rules = rules;
        this.sessions = sessions;
    }

    /** What the pages hold themselves to. */
    record AccountRules(PasswordAgain password, PasswordRule passwords, Notices notices) {}

    void register(Router router) {
        router.get(Turn.TOP, PASSWORD, visit -> frame.page(visit, page(visit))).post(Turn.TOP, PASSWORD, this::change);
    }

    private static Page page(Visit visit) {
        Markup fields = Markup.of(
                "{}{}{}{}",
                Forms.field(
                        visit,
                        Field.password("currentPassword", "current-password").with("required")),
                Forms.field(visit, Field.password("newPassword", "new-password").with("required")),
                Forms.field(
                        visit, Field.password("confirmPassword", "new-password").with("required")),
                Forms.button(visit, "set-password"));
        return new Page("change-password", Forms.form(visit, "change-password-form", PASSWORD, fields));
    }

    private Reply change(Visit visit) {
        Person person = visit.person();
        Optional<Reply> refusal = rules.password().refusal(visit, page(visit));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String chosen = visit.form().get("newPassword");
        Optional<String> objection = Tokens.same(chosen, visit.form().get("confirmPassword"))
                ? rules.passwords().objection(person, chosen)
                : Optional.of("password-mismatch");
        if (objection.isPresent()) {
            return frame.page(visit, page(visit), Alert.error(objection.get()));
        }
        person.password(passwords.hash(chosen));
        rules.notices().tell(person, "password");
        sessions.endOthers(visit.session());
        sessions.renew(visit.session());
        visit.session().flash(Alert.info("password-changed"));
        return Reply.seeOther(Turn.TOP.path());
    }
}
