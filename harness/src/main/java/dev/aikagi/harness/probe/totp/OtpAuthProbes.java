package dev.aikagi.harness.probe.totp;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.INFO;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** U: what the QR code and the page around it say. */
public final class OtpAuthProbes implements ProbeFamily {
    private static final String KEY_URI = "https://github.com/google/google-authenticator/wiki/Key-Uri-Format";

    @Override
    public String letter() {
        return "U";
    }

    @Override
    public String title() {
        return "otpauth URI and QR code";
    }

    /** Looks at a QR code's text. */
    private interface Look {
        Observation at(QrText text) throws OtpAuthException;
    }

    private static Probe.Builder probe(String id, Severity severity, String title) {
        return Probe.of(id, severity, title)
                .source(Source.of("Key Uri Format", KEY_URI))
                .pages(TotpApp.ENROLMENT);
    }

    private static Trial look(Look look) {
        return Trial.look(bench -> look.at(QrText.on(atPage(bench).page(), bench)));
    }

    private static PortalSession atPage(Bench bench) throws IOException {
        return bench.atEnrolment(Method.TOTP).window();
    }

    @Override
    public List<Probe> probes() {
        return List.of(
                probe("U-01", HIGH, "The QR code holds an otpauth URI for time-based codes")
                        .correct("otpauth://totp/LABEL?secret=…, as the manual tells to choose 「時間ベース」.")
                        .fix("Write otpauth://totp/ISSUER:ACCOUNT?secret=BASE32&issuer=ISSUER.")
                        .defects("otpauth.counter-type")
                        .trial(look(text -> Observation.that(
                                text.isReadable() && text.uri().startsWith("otpauth://totp/"),
                                text.isReadable() ? "the type is " + text.type() : text.problem()))),
                probe("U-02", HIGH, "The QR code's seed and the key to type are the same")
                        .correct("Both give the same codes.")
                        .fix("Write both from the same octets.")
                        .defects("otpauth.qr-differs", "totp.seeds-pile-up")
                        .trial(Trial.look(OtpAuthProbes::sameSeed)),
                probe("U-03", MEDIUM, "The seed is plain base32")
                        .source(Source.of("RFC 4648 §6", "https://www.rfc-editor.org/rfc/rfc4648#section-6"))
                        .correct("Upper-case A to Z and 2 to 7, without padding.")
                        .fix("Encode in base32 and drop the padding.")
                        .defects("otpauth.secret-padded")
                        .trial(look(text -> Observation.that(
                                text.parameter("secret")
                                        .filter(s -> s.matches("[A-Z2-7]+"))
                                        .isPresent(),
                                "the seed is written in " + text.alphabet()))),
                probe("U-04", MEDIUM, "The issuer stands there, and before the label")
                        .correct("The parameter issuer is there and equals the label's prefix.")
                        .fix("Write the issuer in both places.")
                        .defects("otpauth.issuer-missing", "otpauth.label-not-utf8")
                        .trial(look(text -> Observation.that(
                                text.parameter("issuer").isPresent()
                                        && text.parameter("issuer").equals(text.prefix()),
                                "issuer %s, prefix %s".formatted(text.parameter("issuer"), text.prefix())))),
                probe("U-05", MEDIUM, "One separator in the label, spaces as %20")
                        .correct("One colon between issuer and account, no plus sign for a space.")
                        .fix("Percent-encode issuer and account each, then join them with one colon.")
                        .defects("otpauth.label-colons")
                        .trial(look(text -> Observation.that(
                                text.colons() == 1 && !text.rawLabel().contains("+"),
                                "the label has %d colons%s"
                                        .formatted(
                                                text.colons(), text.rawLabel().contains("+") ? " and a plus" : "")))),
                probe("U-06", MEDIUM, "The label is UTF-8")
                        .source(Source.of("RFC 3986 §2.5", "https://www.rfc-editor.org/rfc/rfc3986#section-2.5"))
                        .correct("Percent-encoded UTF-8, also of Japanese names.")
                        .fix("Encode the label's UTF-8 octets.")
                        .defects("otpauth.label-not-utf8")
                        .trial(look(text -> Observation.that(
                                text.isUtf8(),
                                text.isUtf8() ? "the label reads " + text.label() : "the label is no UTF-8"))),
                probe("U-07", MEDIUM, "Parameters that some apps ignore")
                        .correct("SHA1, six digits, 30 seconds: what every app takes.")
                        .fix("Use the values that all apps know.")
                        .defects("otpauth.parameters-not-kept")
                        .trial(look(text -> Observation.that(text.isUsual(), "it says " + text.parameters()))),
                probe("U-08", HIGH, "The server verifies by the parameters that the QR code states")
                        .source(Source.of("RFC 6238 §1.2", "https://www.rfc-editor.org/rfc/rfc6238#section-1.2"))
                        .correct("Takes the code of an app that keeps to the QR code.")
                        .fix("Make the URI from the values that the verifier uses.")
                        .defects("otpauth.parameters-not-kept")
                        .trial(Trial.look(OtpAuthProbes::asStated)),
                probe("U-09", LOW, "The QR code can be scanned and saved")
                        .source(Source.of("ISO/IEC 18004:2015 §6.3.8", "https://www.iso.org/standard/62021.html"))
                        .correct("A rim of four modules, two pixels a module or more, black on white, as a picture.")
                        .fix("Draw it with its rim, enlarged without smoothing, as PNG.")
                        .defects("otpauth.quiet-zone-narrow")
                        .trial(Trial.look(OtpAuthProbes::drawing)),
                probe("U-10", INFO, "What the label tells whoever sees the app")
                        .tags("CWE-359")
                        .correct("Names issuer and user id; no mail address, name or date of birth.")
                        .fix("Use the user id as account name.")
                        .defects("otpauth.label-tells")
                        .trial(Trial.look(OtpAuthProbes::telling)),
                probe("U-11", MEDIUM, "The page with the QR code is not kept by caches")
                        .tags("CWE-525", "ASVS 14.3.2", "ASVS 14.2.5")
                        .correct("Cache-Control: no-store on the page, and on the picture where it has an address.")
                        .fix("Send no-store with everything that shows the seed.")
                        .defects("otpauth.page-cacheable")
                        .trial(Trial.look(
                                Attempt.refused("the page", OtpAuthProbes::cache),
                                Attempt.refused("the picture", OtpAuthProbes::picture))));
    }

    private static Observation sameSeed(Bench bench) throws Exception {
        PortalSession window = atPage(bench);
        QrText text = QrText.on(window.page(), bench);
        Bytes typed = typed(window, bench);
        return Observation.that(
                text.isReadable() && typed.equals(text.parsed().secret()),
                "%d octets in the QR code, %d to type"
                        .formatted(text.isReadable() ? text.parsed().secret().size() : 0, typed.size()));
    }

    private static Bytes typed(PortalSession window, Bench bench) throws IOException, OtpAuthException {
        Page page = window.page().has("secret") ? window.page() : window.follow("manual");
        if (!page.has("secret")) {
            throw new NotApplicableException("no key to type is shown");
        }
        bench.hide(page.place("secret"), "TOTP seed");
        bench.hide(page.place("secret").replace(" ", ""), "TOTP seed");
        return OtpAuthUri.typedKey("", "x", page.place("secret")).secret();
    }

    /** By the key that is typed, so that a wrong key in the QR code is not this probe's finding. */
    private static Observation asStated(Bench bench) throws Exception {
        PortalSession window = atPage(bench);
        QrText text = QrText.on(window.page(), bench);
        if (!text.isReadable() || text.parsed().type() != OtpAuthUri.Type.TOTP) {
            throw new NotApplicableException("the QR code states nothing to go by: see U-01");
        }
        OtpAuthUri stated = TotpCode.with(text.parsed(), typed(window, bench));
        long step = bench.clock().instant().getEpochSecond() / stated.period();
        Page page = window.submit("totp", Map.of("code", TotpCode.of(stated, step)));
        boolean taken = !TotpApp.isEnrolment(page) && !Answer.of(page).isRefusal();
        return Observation.that(taken, "a code by the stated %s got %s".formatted(text.parameters(), Answer.of(page)));
    }

    private static Observation drawing(Bench bench) throws Exception {
        String source = atPage(bench).page().place("qr");
        if (!source.startsWith("data:")) {
            throw new NotApplicableException("the picture is not in the page, but at an address");
        }
        QrDrawing drawing = QrDrawing.of(QrImage.fromDataUri(source));
        boolean picture = source.matches("(?s)data:image/(png|gif|jpeg|webp)[;,].*");
        return Observation.that(
                drawing.isScannable() && picture, drawing + (picture ? "" : "; no picture that can be saved"));
    }

    private static Observation telling(Bench bench) throws Exception {
        Subject subject = bench.atEnrolment(Method.TOTP);
        QrText text = QrText.on(subject.window().page(), bench);
        Persona persona = subject.persona();
        String label = text.label();
        String birthDate = persona.birthDate().toString();
        boolean telling = Stream.of(persona.mailAddress(), persona.displayName(), persona.birthDateDigits(), birthDate)
                .anyMatch(label::contains);
        return Observation.that(!telling, "the label is " + label);
    }

    private static Observation cache(Bench bench) throws Exception {
        Page page = atPage(bench).page();
        String control = bench.exchanges().stream()
                .filter(exchange -> exchange.uri().equals(page.uri()))
                .reduce((earlier, later) -> later)
                .map(exchange -> exchange.responseHeaders()
                        .getOrDefault("cache-control", List.of())
                        .toString())
                .orElse("");
        return Observation.that(
                control.toLowerCase(Locale.ROOT).contains("no-store"),
                "Cache-Control is " + control,
                Exhibit.text("Cache-Control", control));
    }

    private static Observation picture(Bench bench) throws Exception {
        PortalSession window = atPage(bench);
        String source = window.page().place("qr");
        if (source.startsWith("data:")) {
            return Observation.kept("the picture is in the page");
        }
        PortalSession stranger = bench.browser();
        Page page = stranger.get(window.page().uri().resolve(source));
        return Observation.that(
                page.status() >= 400 || page.id().isPresent(), "a browser without a session got " + Answer.of(page));
    }
}
