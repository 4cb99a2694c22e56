package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the steps of one walk share: a person, two browsers, a key, a mailbox, and what was seen last. */
final class Walk implements AutoCloseable {
    /** How long a mail may take. */
    private static final Duration MAIL_LIMIT = Duration.ofSeconds(10);

    private final RunTarget target;
    private final Persona persona;
    private final InstantSource wall;
    private final EvidenceLog evidence;
    private final Redactor redactor;
    private final KeyRing keys;
    private final Codes codes;
    private PortalSession window;
    private final PortalSession elsewhere;
    private @Nullable Mailbox mailbox;
    private @Nullable Page page;
    private boolean newPage;
    private @Nullable URI lastLink;

    Walk(RunTarget target, WalkParts parts) {
        this.target = target;
        this.persona = parts.persona();
        this.wall = parts.wall();
        this.evidence = parts.evidence();
        this.redactor = parts.redactor();
        this.keys = parts.keys();
        this.codes = new Codes(keys, persona, target.clock(), parts.random(), evidence);
        this.window = new PortalSession(
                target.profile(),
                target.baseUri(),
                parts.language(),
                new HttpEvidence(evidence, redactor),
                wall,
                target.trust());
        this.elsewhere = window.newBrowser();
    }

    Persona persona() {
        return persona;
    }

    KeyRing keys() {
        return keys;
    }

    Codes codes() {
        return codes;
    }

    /** The time at the portal. */
    InstantSource clock() {
        return target.clock();
    }

    /** The person's first window. */
    PortalSession window() {
        return window;
    }

    /** Another browser, with no cookie of the first. */
    PortalSession elsewhere() {
        return elsewhere;
    }

    /** The page that was seen last, in whichever browser. */
    Page page() {
        if (page == null) {
            throw new IllegalStateException("no page was opened yet");
        }
        return page;
    }

    boolean hasPage() {
        return page != null;
    }

    /** Closes the browser, and opens it again without any cookie. */
    void restartBrowser() {
        evidence.say(Lane.USER, "restarts");
        window = window.newBrowser();
    }

    /** Whether a page came since this was asked last. */
    boolean newPage() {
        boolean came = newPage;
        newPage = false;
        return came;
    }

    void open(String pageId) throws IOException {
        evidence.say(Lane.USER, "opens", pageId);
        Page before = window.hasPage() ? window.page() : null;
        Page came = window.open(pageId);
        if (window.page().equals(before)) {
            evidence.say(Lane.USER, "closes-tab", came.title());
            page = before;
        } else {
            arrived(came);
        }
    }

    void submit(String form, Map<String, String> values) throws IOException {
        arrived(window.submit(form, values));
    }

    /** Where a portal's script tells it that client or key refused: does so, and comes back to try again. */
    void tellRefusal(WebAuthnException refusal) throws IOException {
        if (window.page().hasForm("passkey-refused")) {
            submit("passkey-refused", Map.of("problem", refusal.name() + ": " + refusal.getMessage()));
            if (page().hasForm("retry")) {
                submit("retry", Map.of());
            }
        }
    }

    /** Takes note of a page, and of the secrets that stand on it. */
    void arrived(Page came) {
        page = came;
        newPage = true;
        if (came.has("secret")) {
            String shown = came.place("secret");
            redactor.hide(shown, "TOTP secret");
            redactor.hide(shown.replace(" ", ""), "TOTP secret");
        }
        if (came.has("qr")) {
            hideQr(came.place("qr"));
        }
    }

    /**
     * Requires the page in the first window.
     *
     * @throws dev.aikagi.harness.portal.PageMismatchException if another one came
     */
    void on(String pageId) {
        page = window.page();
        page.require(pageId);
    }

    Words words() {
        return evidence.words();
    }

    /** What the page is and says, for the step's result. */
    String seen() {
        Page seen = page();
        String said = seen.notices().stream()
                .map(notice -> words().of("says", notice.text()))
                .collect(Collectors.joining());
        return words().of(
                        "seen", seen.title(), seen.id().orElse("?"), seen.uri().getPath(), seen.status(), said);
    }

    void does(String key, Object... arguments) {
        evidence.say(Lane.USER, key, arguments);
    }

    /** Waits for a mail to the person. */
    Mail awaitMail(Predicate<Mail> matching) throws IOException {
        if (mailbox == null) {
            mailbox = target.mailbox(persona);
        }
        Instant since = wall.instant();
        Mail mail = mailbox.await(matching, MAIL_LIMIT);
        evidence.add(
                Lane.MAIL,
                since,
                words().of("mail", mail.subject()),
                Block.plain("from-to", mail.from() + "\n" + mail.to()),
                Block.plain("text", mail.text()));
        return mail;
    }

    URI lastLink() {
        if (lastLink == null) {
            throw new IllegalStateException("no mail with a link was received yet");
        }
        return lastLink;
    }

    void lastLink(URI link) {
        lastLink = link;
    }

    void requireMethod(String method) throws IOException {
        target.require(persona, method);
    }

    void pass(Duration time) throws IOException {
        target.pass(time);
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    EvidenceLog evidence() {
        return evidence;
    }

    @Override
    public void close() throws IOException {
        try {
            keys.close();
            codes.close();
        } finally {
            if (mailbox != null) {
                mailbox.close();
            }
        }
    }

    private void hideQr(String source) {
        redactor.hide(source.replaceFirst("^[^,]*,", "").strip(), "QR code with the TOTP secret");
        try {
            String text = QrImage.read(QrImage.fromDataUri(source));
            redactor.hide(text, "otpauth URI");
            redactor.hide(OtpAuthUri.parse(text).secretBase32(), "TOTP secret");
        } catch (OtpAuthException e) {
            evidence.say(Lane.CLIENT, "no-qr", String.valueOf(e.getMessage()));
        }
    }
}
