package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people sign in with besides the password: they add to it and remove from it, with the password typed once more. */
final class FactorPages {
    static final String PATH = "/account/credentials";
    static final String ADD = PATH + "/add";

    private final Frame frame;
    private final FactorRules rules;
    private final CredentialOwners owners;

    FactorPages(Frame frame, FactorRules rules, CredentialOwners owners) {
        this.frame = frame;
        this.rules = rules;
        this.owners = owners;
    }

    /** What the page holds itself to. */
    record FactorRules(PasswordAgain password, FactorLookup lookup, Notices notices) {}

    void register(Router router) {
        router.get(Turn.TOP, PATH, visit -> frame.page(visit, removal(visit)))
                .post(Turn.TOP, PATH, this::remove)
                .get(Turn.TOP, ADD, visit -> frame.page(visit, addition(visit)))
                .post(Turn.TOP, ADD, this::add);
    }

    private static Page removal(Visit visit) {
        List<Markup> enrolled = new ArrayList<>();
        for (Factor factor : visit.person().factors()) {
            String kind = visit.texts().get("method." + factor.kind().word());
            enrolled.add(choice("credential", factor.id(), kind + " " + factor.label()));
        }
        return page(visit, "remove-credential", PATH, enrolled);
    }

    private static Page addition(Visit visit) {
        List<Markup> methods = new ArrayList<>();
        for (SignInMethod method : List.of(SignInMethod.PASSKEY, SignInMethod.TOTP)) {
            methods.add(choice("method", method.word(), visit.texts().get("method." + method.word())));
        }
        return page(visit, "add-credential", ADD, methods);
    }

    private static Page page(Visit visit, String id, String path, List<Markup> choices) {
        Markup fields = Markup.of(
                "<fieldset><legend>{}</legend>{}</fieldset>{}{}",
                visit.texts().get(id + ".legend"),
                Markup.join(choices),
                Forms.field(
                        visit,
                        Field.password("currentPassword", "current-password").with("required")),
                Forms.button(visit, id));
        return new Page(id, Forms.form(visit, id + "-form", path, fields));
    }

    private static Markup choice(String name, String value, String label) {
        return Markup.of(
                "<p class=\"choice\"><input type=\"radio\" id=\"{}-{}\" name=\"{}\" value=\"{}\"> <label for=\"{}-{}\">{}</label></p>",
                name,
                value,
                name,
                value,
                name,
                value,
                label);
    }

    private Reply remove(Visit visit) {
        Optional<Reply> refusal = rules.password().refusal(visit, removal(visit));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Factor> found =
                rules.lookup().find(visit.person(), visit.form().get("credential"));
        if (found.isEmpty()) {
            return frame.page(visit, removal(visit), Alert.error("no-such-credential"));
        }
        Factor factor = found.get();
        // Without any, the password alone would lead to the enrolment of another.
        if (factor.owner().factors().size() < 2) {
            return frame.page(visit, removal(visit), Alert.error("last-credential"));
        }
        rules.notices().tell(factor.owner(), "credential-removed");
        factor.owner().remove(factor);
        owners.remove(factor.id());
        visit.session().flash(Alert.info("credential-removed"));
        return Reply.seeOther(Turn.TOP.path());
    }

    private Reply add(Visit visit) {
        Optional<Reply> refusal = rules.password().refusal(visit, addition(visit));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<SignInMethod> method =
                SignInMethod.of(visit.form().get("method")).filter(chosen -> chosen != SignInMethod.EMAIL);
        if (method.isEmpty()) {
            return frame.page(visit, addition(visit), Alert.error("method-required"));
        }
        rules.notices().tell(visit.person(), "credential-added");
        return visit.moveTo(method.get().enrolment());
    }
}
