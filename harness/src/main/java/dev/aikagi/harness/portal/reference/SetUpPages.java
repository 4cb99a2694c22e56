package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first sign-in: date of birth, terms, (mail address elsewhere,) method, new password, done. */
final class SetUpPages {
    private final Frame frame;
    private final Passwords passwords;
    private final SetUpRules rules;
    private final Throttle throttle;
    private final Sessions sessions;

    SetUpPages(Frame frame, Passwords passwords, SetUpRules rules, Throttle throttle, Sessions sessions) {
        this.frame = frame;
        this.sessions = sessions;
        this.passwords = passwords;
        this.rules = rules;
        this.throttle = throttle;
    }

    /** What the pages hold themselves to. */
    record SetUpRules(TermsRule terms, PasswordRule passwords) {}

    void register(Router router) {
        router.get(Turn.BIRTH_DATE, visit -> frame.page(visit, birthDatePage(visit)))
                .post(Turn.BIRTH_DATE, this::birthDate)
                .get(Turn.TERMS, visit -> frame.page(visit, termsPage(visit)))
                .post(Turn.TERMS, this::terms)
                .get(Turn.METHOD, visit -> frame.page(visit, methodPage(visit)))
                .post(Turn.METHOD, this::method)
                .get(Turn.PASSWORD, visit -> frame.page(visit, passwordPage(visit)))
                .post(Turn.PASSWORD, this::password)
                .get(Turn.DONE, visit -> frame.page(visit, donePage(visit)));
    }

    private static Page birthDatePage(Visit visit) {
        Markup fields = Markup.of(
                "{}{}",
                Forms.field(visit, Field.digits("birthDate", "bday").with("required")),
                Forms.button(visit, "next"));
        return new Page("birth-date", Forms.form(visit, "birth-date-form", Turn.BIRTH_DATE.path(), fields));
    }

    private Reply birthDate(Visit visit) {
        Person person = visit.person();
        String key = "birth-date:" + person.account().userId();
        if (!throttle.admits(key)) {
            return frame.throttled(visit, birthDatePage(visit), throttle.pauseSeconds());
        }
        String expected =
                DateTimeFormatter.BASIC_ISO_DATE.format(person.account().birthDate());
        if (!Tokens.same(expected, visit.form().trimmed("birthDate"))) {
            return frame.page(visit, birthDatePage(visit), Alert.error("wrong-birth-date"));
        }
        throttle.clear(key);
        return visit.moveTo(Turn.TERMS);
    }

    private static Page termsPage(Visit visit) {
        Texts texts = visit.texts();
        Markup buttons = Markup.of("""
                <input type="hidden" name="version" value="{}"><p class="choices"><button type="submit" name="decision" value="accept">{}</button>
                <button class="quiet" type="submit" name="decision" value="decline">{}</button></p>
                """, TermsRule.VERSION, texts.get("button.accept"), texts.get("button.decline"));
        return new Page(
                "terms",
                Markup.of(
                        "<div class=\"terms\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><ol><li>{}</li><li>{}</li><li>{}</li></ol></div>{}",
                        texts.get("title.terms"),
                        texts.get("terms.1"),
                        texts.get("terms.2"),
                        texts.get("terms.3"),
                        Forms.form(visit, "terms-form", Turn.TERMS.path(), buttons)));
    }

    private Reply terms(Visit visit) {
        Optional<String> version = rules.terms().agreed(visit.form());
        version.ifPresent(visit.person()::agreed);
        return version.isPresent()
                ? visit.moveTo(Turn.MAIL)
                : frame.page(visit, termsPage(visit), Alert.error("terms-declined"));
    }

    private static Page methodPage(Visit visit) {
        List<Markup> choices = new ArrayList<>();
        for (SignInMethod method : SignInMethod.values()) {
            choices.add(Markup.of(
                    """
                    <p class="choice"><input type="radio" id="method-{}" name="method" value="{}" aria-describedby="method-{}-hint">
                    <label for="method-{}">{}</label><small id="method-{}-hint">{}</small></p>
                    """,
                    method.word(),
                    method.word(),
                    method.word(),
                    method.word(),
                    visit.texts().get("method." + method.word()),
                    method.word(),
                    visit.texts().get("method." + method.word() + ".hint")));
        }
        Markup fields = Markup.of(
                "<fieldset><legend>{}</legend>{}</fieldset>{}",
                visit.texts().get("method.legend"),
                Markup.join(choices),
                Forms.button(visit, "next"));
        return new Page("choose-method", Forms.form(visit, "method-form", Turn.METHOD.path(), fields));
    }

    private Reply method(Visit visit) {
        Optional<SignInMethod> chosen = SignInMethod.of(visit.form().get("method"));
        if (chosen.isEmpty()) {
            return frame.page(visit, methodPage(visit), Alert.error("method-required"));
        }
        visit.session().chosenMethod(chosen.get());
        return visit.moveTo(Turn.PASSWORD);
    }

    private static Page passwordPage(Visit visit) {
        Markup fields = Markup.of(
                "{}{}{}",
                Forms.field(visit, Field.password("newPassword", "new-password").with("required")),
                Forms.field(
                        visit, Field.password("confirmPassword", "new-password").with("required")),
                Forms.button(visit, "set-password"));
        return new Page("new-password", Forms.form(visit, "password-form", Turn.PASSWORD.path(), fields));
    }

    private Reply password(Visit visit) {
        Person person = visit.person();
        String password = visit.form().get("newPassword");
        Optional<String> objection = objection(visit, password);
        if (objection.isPresent()) {
            return frame.page(visit, passwordPage(visit), Alert.error(objection.get()));
        }
        String mail = visit.session()
                .mailConfirmation()
                .filter(MailConfirmation::confirmed)
                .orElseThrow()
                .address();
        sessions.endOthers(visit.session());
        person.setUp(mail, visit.session().chosenMethod().orElseThrow(), passwords.hash(password));
        return visit.moveTo(Turn.DONE);
    }

    private Optional<String> objection(Visit visit, String password) {
        return Tokens.same(password, visit.form().get("confirmPassword"))
                ? rules.passwords().objection(visit.person(), password)
                : Optional.of("password-mismatch");
    }

    private static Page donePage(Visit visit) {
        return new Page("setup-done", Markup.of("{}{}", Forms.paragraph(visit, "done.lead"), Forms.signOut(visit)));
    }
}
