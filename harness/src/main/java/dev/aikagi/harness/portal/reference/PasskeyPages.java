package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** Registering a passkey, naming it, and signing in with it after the password. */
final class PasskeyPages {
    private static final int MAX_LABEL = 64;

    private final Frame frame;
    private final Passkeys passkeys;
    private final CredentialOwners owners;
    private final Throttle throttle;
    private final Admission admission;

    PasskeyPages(Frame frame, Passkeys passkeys, CredentialOwners owners, Throttle throttle, Admission admission) {
        this.frame = frame;
        this.passkeys = passkeys;
        this.owners = owners;
        this.throttle = throttle;
        this.admission = admission;
    }

    void register(Router router) {
        router.get(Turn.ENROL_PASSKEY, visit -> frame.page(visit, registrationPage(visit)))
                .post(Turn.ENROL_PASSKEY, this::registration)
                .get(Turn.NAME_PASSKEY, visit -> frame.page(visit, namePage(visit)))
                .post(Turn.NAME_PASSKEY, this::name)
                .get(Turn.PASSKEY, visit -> frame.page(visit, signInPage(visit)))
                .post(Turn.PASSKEY, this::signIn);
    }

    /**
     * A form that the browser fills by asking an authenticator.
     *
     * @param kind {@code create} or {@code get}, as in {@code navigator.credentials}
     */
    record Ceremony(String formId, String action, String options, String kind) {}

    static Markup ceremony(Visit visit, Ceremony ceremony) {
        Texts texts = visit.texts();
        Markup fields = Markup.of("""
                <input type="hidden" name="credential" value="">
                <p id="webauthn-problem" class="problem" role="alert" hidden>{}</p>
                <p><button type="submit">{}</button></p>
                """, texts.get("passkey.problem"), texts.get("button.passkey-" + ceremony.kind()));
        return Markup.of(
                """
                <script id="webauthn-options" type="application/json">{}</script>
                {}<noscript><p>{}</p></noscript>
                <script src="/passkey.js" defer data-form="{}" data-ceremony="{}"></script>
                """,
                Markup.json(ceremony.options()),
                Forms.form(visit, ceremony.formId(), ceremony.action(), fields),
                texts.get("passkey.noscript"),
                ceremony.formId(),
                ceremony.kind());
    }

    private Page registrationPage(Visit visit) {
        String options = passkeys.creationOptions(visit.session(), visit.person());
        return page(
                visit, "passkey-register", new Ceremony("webauthn-form", Turn.ENROL_PASSKEY.path(), options, "create"));
    }

    private Page signInPage(Visit visit) {
        String options = passkeys.requestOptions(visit.session(), Optional.of(visit.person()));
        return page(visit, "passkey-sign-in", new Ceremony("webauthn-form", Turn.PASSKEY.path(), options, "get"));
    }

    private static Page page(Visit visit, String id, Ceremony ceremony) {
        return new Page(id, Markup.of("{}{}", Forms.paragraph(visit, id + ".lead"), ceremony(visit, ceremony)));
    }

    private Reply registration(Visit visit) {
        Optional<Passkey> passkey =
                passkeys.register(visit.session(), visit.form().get("credential"));
        if (passkey.isEmpty()) {
            return frame.page(visit, registrationPage(visit), Alert.error("passkey-rejected"));
        }
        visit.session().unnamedPasskey(passkey.get());
        return visit.moveTo(Turn.NAME_PASSKEY);
    }

    private static Page namePage(Visit visit) {
        Markup fields = Markup.of(
                "{}{}",
                Forms.field(
                        visit,
                        Field.text("label", "off", visit.form().trimmed("label"))
                                .with("required autofocus maxlength=\"64\"")),
                Forms.button(visit, "next"));
        return new Page(
                "passkey-name",
                Markup.of(
                        "{}{}",
                        Forms.paragraph(visit, "passkey-name.lead"),
                        Forms.form(visit, "passkey-name-form", Turn.NAME_PASSKEY.path(), fields)));
    }

    private Reply name(Visit visit) {
        String label = visit.form().trimmed("label");
        boolean printed = label.chars().noneMatch(Character::isISOControl);
        if (label.isEmpty() || label.length() > MAX_LABEL || !printed) {
            return frame.page(visit, namePage(visit), Alert.error("label-required"));
        }
        Passkey passkey = visit.session().unnamedPasskey().orElseThrow().named(label);
        visit.session().unnamedPasskey(null);
        if (!owners.enrol(visit.person(), passkey)) {
            visit.session().flash(Alert.error("passkey-rejected"));
            return visit.moveTo(Turn.ENROL_PASSKEY);
        }
        return admission.whole(visit, visit.person());
    }

    private Reply signIn(Visit visit) {
        Person person = visit.person();
        String key = "passkey:" + person.account().userId();
        if (!throttle.admits(key)) {
            return frame.throttled(visit, signInPage(visit), throttle.pauseSeconds());
        }
        if (passkeys.signIn(visit.session(), visit.form().get("credential"), Optional.of(person))
                .isEmpty()) {
            return frame.page(visit, signInPage(visit), Alert.error("passkey-rejected"));
        }
        throttle.clear(key);
        return admission.whole(visit, person);
    }
}
