package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** The front door: user id and password, or a passkey alone; and the way out. */
final class SignInPages {
    private final Frame frame;
    private final Accounts accounts;
    private final Passwords passwords;
    private final GuessingRules guessing;
    private final Admission admission;
    private final Passkeys passkeys;

    SignInPages(
            Frame frame,
            Accounts accounts,
            Passwords passwords,
            GuessingRules guessing,
            Admission admission,
            Passkeys passkeys) {
        this.frame = frame;
        this.accounts = accounts;
        this.passwords = passwords;
        this.guessing = guessing;
        this.admission = admission;
        this.passkeys = passkeys;
    }

    /** What guesses at passwords are held to: those at one account, and one password at many. */
    record GuessingRules(Throttle throttle, SprayRule spraying) {}

    void register(Router router) {
        router.getAnytime("/", visit -> Reply.seeOther(Turn.SIGN_IN.path()))
                .get(Turn.SIGN_IN, visit -> frame.page(visit, signIn(visit)))
                .post(Turn.SIGN_IN, this::password)
                .post(Turn.SIGN_IN, "/sign-in/passkey-discoverable", this::passkey)
                .get(Turn.SIGN_IN, "/signed-out", this::signedOut)
                .postAnytime("/sign-out", admission::out);
    }

    private Page signIn(Visit visit) {
        String options = passkeys.requestOptions(visit.session(), Optional.empty());
        Markup password = Forms.form(
                visit,
                "sign-in-form",
                "/sign-in",
                Markup.of(
                        "{}{}{}",
                        Forms.field(
                                visit,
                                Field.text(
                                                "userId",
                                                "username webauthn",
                                                visit.form().trimmed("userId"))
                                        .with("required autocapitalize=\"none\" spellcheck=\"false\"")),
                        Forms.field(
                                visit,
                                Field.password("password", "current-password").with("required")),
                        Forms.button(visit, "sign-in")));
        Markup passkey = PasskeyPages.ceremony(
                visit,
                new PasskeyPages.Ceremony("passkey-sign-in-form", "/sign-in/passkey-discoverable", options, "get"));
        return new Page(
                "sign-in",
                Markup.of(
                        "{}{}<section aria-labelledby=\"passkey-heading\"><h2 id=\"passkey-heading\">{}</h2>{}{}</section>",
                        Forms.paragraph(visit, "sign-in.lead"),
                        password,
                        visit.texts().get("sign-in.passkey"),
                        Forms.paragraph(visit, "sign-in.passkey.lead"),
                        passkey));
    }

    private Reply password(Visit visit) {
        String userId = visit.form().trimmed("userId");
        String key = "password:" + userId;
        String typed = visit.form().get("password");
        Throttle throttle = guessing.throttle();
        if (!throttle.admits(key) || !guessing.spraying().admits(typed, userId)) {
            return frame.throttled(visit, signIn(visit), throttle.pauseSeconds());
        }
        Optional<Person> person = accounts.byUserId(userId);
        boolean right = passwords.matches(typed, person.map(Person::password).orElse(null));
        if (!right) {
            return frame.page(visit, signIn(visit), Alert.error("bad-credentials"));
        }
        throttle.clear(key);
        guessing.spraying().clear(typed, userId);
        return admission.half(visit, person.orElseThrow());
    }

    private Reply passkey(Visit visit) {
        return passkeys.signIn(visit.session(), visit.form().get("credential"), Optional.empty())
                .map(person -> admission.whole(visit, person))
                .orElseGet(() -> frame.page(visit, signIn(visit), Alert.error("passkey-rejected")));
    }

    private Reply signedOut(Visit visit) {
        Markup link = Markup.of(
                "{}<p><a class=\"button\" href=\"/sign-in\">{}</a></p>",
                Forms.paragraph(visit, "signed-out.lead"),
                visit.texts().get("button.sign-in"));
        return frame.page(visit, new Page("signed-out", link));
    }
}
