package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Frame.Page;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;

/** Where everybody wants to: who is signed in, with what one can, and the way out. */
final class TopPage {
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final Frame frame;

    TopPage(Frame frame) {
        this.frame = frame;
    }

    void register(Router router) {
        router.get(Turn.TOP, visit -> frame.page(visit, page(visit)));
    }

    private static Page page(Visit visit) {
        Texts texts = visit.texts();
        Person person = visit.person();
        Markup last = visit.session()
                .previousSignIn()
                .map(when -> Markup.of("<time datetime=\"{}\">{}</time>", when, format(texts, when)))
                .orElseGet(() -> Markup.of("{}", texts.get("top.first")));
        return new Page(
                "top",
                Markup.of(
                        """
                        <p id="greeting">{}</p>
                        <p id="last-sign-in">{} {}</p>
                        <h2>{}</h2>
                        <ul id="credentials">{}</ul>
                        <p>{} <span id="terms-version">{}</span></p>
                        {}{}
                        """,
                        texts.get("top.greeting", person.account().displayName()),
                        texts.get("top.last"),
                        last,
                        texts.get("top.credentials"),
                        credentials(texts, person),
                        texts.get("top.terms"),
                        person.terms(),
                        AccountLinks.all(visit),
                        Forms.signOut(visit)));
    }

    private static Markup credentials(Texts texts, Person person) {
        List<Markup> items = new ArrayList<>();
        person.passkeys().forEach(passkey -> items.add(item(texts, SignInMethod.PASSKEY, passkey.label())));
        person.totps().forEach(device -> items.add(item(texts, SignInMethod.TOTP, device.label())));
        if (person.mailEnrolled()) {
            person.mail().ifPresent(mail -> items.add(item(texts, SignInMethod.EMAIL, masked(mail))));
        }
        return Markup.join(items);
    }

    private static Markup item(Texts texts, SignInMethod method, String label) {
        return Markup.of(
                "<li data-type=\"{}\"><span class=\"kind\">{}</span> <span class=\"label\">{}</span></li>",
                method.word(),
                texts.get("method." + method.word()),
                label);
    }

    private static String format(Texts texts, Instant when) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(texts.locale())
                .format(when.atZone(JAPAN));
    }

    /** Enough of an address to know one's own: {@code t•••@example.jp}. */
    static String masked(String mail) {
        int at = mail.lastIndexOf('@');
        return at < 1 ? mail : mail.charAt(0) + "•••" + mail.substring(at);
    }
}
