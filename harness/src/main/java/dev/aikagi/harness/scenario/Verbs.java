package dev.aikagi.harness.scenario;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.harness.control.ControlVerbs;
import dev.aikagi.harness.otp.AuthenticatorApp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The manual's verbs, and how each is read. */
final class Verbs {
    private static final Map<String, Function<Arguments, Step>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("sign-in", Verbs::signIn),
            Map.entry("confirm-birth-date", a -> new ConfirmBirthDate(a.choice("birth-date", Whose.OWN) == Whose.OWN)),
            Map.entry("accept-terms", a -> new AcceptTerms(true)),
            Map.entry("decline-terms", a -> new AcceptTerms(false)),
            Map.entry("register-mail", a -> new RegisterMail(a.text("address", RegisterMail.OWN))),
            Map.entry("confirm-mail", a -> new ConfirmMail(a.choice("link", Link.NEW) == Link.SAME)),
            Map.entry("reload", a -> new Reload()),
            Map.entry("restart-browser", a -> new RestartBrowser()),
            Map.entry("open", a -> new OpenPage(a.itself())),
            Map.entry("choose-method", a -> new ChooseMethod(a.text("method", "totp"))),
            Map.entry("set-password", Verbs::setPassword),
            Map.entry("sign-out", a -> new SignOut()),
            Map.entry("enrol-passkey", a -> new EnrolPasskey(finger(a))),
            Map.entry("name-device", a -> new NameDevice(a.text("label", ""))),
            Map.entry("sign-in-with-passkey", Verbs::signInWithPasskey),
            Map.entry("scan-qr", a -> new ScanQr(app(a))),
            Map.entry("type-key", a -> new TypeKey(app(a))),
            Map.entry("select-region", a -> new SelectRegion(a.choice("region", SelectRegion.Region.AROUND_CODE))),
            Map.entry("import-picture", a -> new ImportPicture(a.choice("picture", ImportPicture.Picture.SAVED_CODE))),
            Map.entry("open-vault", a -> new OpenVault(a.choice("password", Rightness.RIGHT) == Rightness.RIGHT)),
            Map.entry("confirm-totp", a -> new ConfirmTotp(code(a), a.text("label", ""))),
            Map.entry("type-code", a -> new TypeCode(code(a))),
            Map.entry("receive-mail-code", a -> new ReceiveMailCode()),
            Map.entry("type-mail-code", a -> new TypeMailCode(code(a))),
            Map.entry("resend-mail", a -> new ResendMail()),
            Map.entry("touch", a -> move(a, "touch/" + a.itself())),
            Map.entry("finger", a -> move(a, "finger/" + a.itself())),
            Map.entry("unplug", a -> move(a, "unplug")),
            Map.entry("replug", a -> move(a, "replug")),
            Map.entry("wait", a -> new Wait(a.duration())),
            Map.entry("wait-for-next-code", a -> new WaitForNextCode())));

    private enum Whose {
        OWN,
        WRONG
    }

    private enum Link {
        NEW,
        SAME
    }

    private enum Rightness {
        RIGHT,
        WRONG
    }

    private Verbs() {}

    /** Whether there is such a verb. */
    static boolean has(String verb) {
        return ALL.containsKey(verb);
    }

    static Step read(String verb, Arguments arguments) {
        Function<Arguments, Step> reader = ALL.get(verb);
        if (reader == null) {
            throw arguments.error("there is no verb '" + verb + "'");
        }
        return reader.apply(arguments);
    }

    private static Step signIn(Arguments arguments) {
        return new SignIn(
                arguments.choice("user", SignIn.User.OWN),
                arguments.choice("password", PasswordChoice.NEW),
                arguments.number("times", 1));
    }

    private static Step setPassword(Arguments arguments) {
        PasswordChoice password = arguments.choice("password", PasswordChoice.NEW);
        return new SetPassword(password, arguments.choice("confirm", password));
    }

    private static Step signInWithPasskey(Arguments arguments) {
        return new SignInWithPasskey(
                finger(arguments), arguments.text("discoverable", "false").equals("true"));
    }

    private static Optional<Behaviour> finger(Arguments arguments) {
        return arguments.text("finger").map(told -> arguments.choice("finger", Behaviour.APPROVE));
    }

    /** In a script nobody releases what is waited for now: what is held back next is meant. */
    private static Step move(Arguments arguments, String words) {
        if (words.equals("touch/release")) {
            return new MoveKey(words, DeviceControl::releaseNext);
        }
        try {
            return new MoveKey(
                    words,
                    ControlVerbs.of(words).orElseThrow(() -> arguments.error("a key cannot be moved by " + words)));
        } catch (IllegalArgumentException e) {
            throw arguments.error(String.valueOf(e.getMessage()));
        }
    }

    private static CodeChoice code(Arguments arguments) {
        return arguments.choice("code", CodeChoice.CURRENT);
    }

    private static AuthenticatorApp app(Arguments arguments) {
        return arguments.choice("app", AuthenticatorApp.GOOGLE_AUTHENTICATOR);
    }
}
