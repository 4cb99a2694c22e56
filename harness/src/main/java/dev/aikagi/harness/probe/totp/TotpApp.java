package dev.aikagi.harness.probe.totp;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A person with an authenticator app that has the portal's seed, enrolled or about to be. */
public final class TotpApp {
    static final String ENROLMENT = "totp-register";
    static final String SIGN_IN = "totp-sign-in";
    private static final String ADDITION = "add-credential";
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int KEY_OCTETS = 20;
    private static final int DIGITS = 6;
    private static final int PERIOD = 30;

    /** No code of ours is computed so near a step's end that it could arrive in the next. */
    private static final long MARGIN_SECONDS = 8;

    private final Bench bench;
    private final Subject subject;
    private final OtpAuthUri seed;

    private TotpApp(Bench bench, Subject subject, OtpAuthUri seed) {
        this.bench = bench;
        this.subject = subject;
        this.seed = seed;
    }

    /** Somebody before the enrolment page, who has scanned its QR code. */
    public static TotpApp scanned(Bench bench) throws IOException, OtpAuthException {
        Subject subject = bench.atEnrolment(Method.TOTP);
        return new TotpApp(bench, subject, seedOn(subject.window().page(), bench));
    }

    /** Somebody who signs in with the app from now on. The next code is one that was not used. */
    public static TotpApp enrolled(Bench bench) throws IOException, OtpAuthException {
        TotpApp app = scanned(bench);
        Page page = app.enrol(app.code(0));
        if (isEnrolment(page) || Answer.of(page).isRefusal()) {
            throw new InconclusiveException(
                    "the enrolment of an app with its right code ended with " + Answer.of(page));
        }
        return app;
    }

    /** Somebody who signs in with the app, and no code of now has served. */
    public static TotpApp rested(Bench bench) throws IOException, OtpAuthException {
        String key = letters(bench);
        Optional<Subject> there = bench.withApp(key);
        if (there.isPresent()) {
            Bytes octets = Bytes.of(key.getBytes(StandardCharsets.US_ASCII));
            OtpAuthUri seed = new OtpAuthUri(
                    OtpAuthUri.Type.TOTP, "", "app", octets, OtpAuthUri.Algorithm.SHA1, DIGITS, PERIOD, 0);
            return new TotpApp(bench, there.get(), seed);
        }
        TotpApp app = enrolled(bench);
        app.steps(2);
        return app;
    }

    /**
     * Another app of the same person, enrolled beside this one in the person's browser, which is signed in.
     *
     * @throws NotApplicableException if the portal has no page to add one
     */
    public TotpApp another() throws IOException, OtpAuthException {
        if (!bench.profile().pages().containsKey(ADDITION)) {
            throw new NotApplicableException("the portal has no page '" + ADDITION + "'");
        }
        PortalSession window = subject.window();
        window.open(ADDITION).require(ADDITION);
        Page page = window.submit("add", Map.of("method", Method.TOTP.word(), "current-password", subject.password()));
        TotpApp other = new TotpApp(bench, subject, seedOn(page, bench));
        Page end = other.enrol(other.code(0));
        if (isEnrolment(end) || Answer.of(end).isRefusal()) {
            throw new InconclusiveException("the enrolment of a second app ended with " + Answer.of(end));
        }
        return other;
    }

    /** Twenty letters, for a key that is a text. */
    static String letters(Bench bench) {
        return bench.random()
                .ints(KEY_OCTETS, 0, LETTERS.length())
                .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    static OtpAuthUri seedOn(Page page, Bench bench) throws IOException, OtpAuthException {
        page.require(ENROLMENT);
        OtpAuthUri uri = OtpAuthUri.parse(QrImage.read(QrImage.fromDataUri(page.place("qr"))));
        hide(uri, bench);
        bench.hide(page.place("qr").replaceFirst("^[^,]*,", ""), "QR code with the TOTP seed");
        return uri;
    }

    /** In base32, and as the text that it is on portals whose keys are texts. */
    static void hide(OtpAuthUri uri, Bench bench) {
        bench.hide(uri.secretBase32(), "TOTP seed");
        String text = new String(uri.secret().toArray(), StandardCharsets.ISO_8859_1);
        if (text.matches("[A-Za-z0-9]+")) {
            bench.hide(text, "TOTP seed");
        }
    }

    public Subject subject() {
        return subject;
    }

    public OtpAuthUri seed() {
        return seed;
    }

    /** Lets so many steps pass. */
    void steps(int count) {
        bench.pass(Duration.ofSeconds((long) count * seed.period()));
    }

    /** The step of now; waits for the next where this one is nearly over. */
    long step() {
        long second = bench.clock().instant().getEpochSecond();
        long left = seed.period() - second % seed.period();
        if (left < MARGIN_SECONDS) {
            bench.pass(Duration.ofSeconds(left));
        }
        return bench.clock().instant().getEpochSecond() / seed.period();
    }

    /** The code of so many steps from now. */
    public String code(long stepsFromNow) {
        return TotpCode.of(seed, step() + stepsFromNow);
    }

    /** A code that is of no step near now. */
    public String wrongCode() {
        long now = step();
        String wrong = TotpCode.of(seed, now + 100_000);
        for (long step = now - 20; step <= now + 20; step++) {
            if (TotpCode.of(seed, step).equals(wrong)) {
                return "%06d".formatted((Integer.parseInt(wrong) + 1) % 1_000_000);
            }
        }
        return wrong;
    }

    /** Types a code on the enrolment page. */
    Page enrol(String code) throws IOException {
        return subject.window().submit("totp", Map.of("code", code));
    }

    /** Another browser, in which the password was typed and the code is asked for. */
    public PortalSession asked() throws IOException {
        PortalSession browser = bench.browser();
        subject.signIn(browser).require(SIGN_IN);
        return browser;
    }

    /** Types a code where one is asked for. */
    public static Page type(PortalSession browser, String code) throws IOException {
        return browser.submit("code", Map.of("code", code));
    }

    /** Whether the page still asks for a code that proves the app. */
    public static boolean isEnrolment(Page page) {
        return page.id().filter(id -> id.startsWith(ENROLMENT)).isPresent();
    }

    /** Whether the code let its person in. */
    public static boolean isIn(Page page) {
        return !page.id().filter(id -> id.contains("sign-in")).isPresent()
                && !Answer.of(page).isRefusal();
    }
}
