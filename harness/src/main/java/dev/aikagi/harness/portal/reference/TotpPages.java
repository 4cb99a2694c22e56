package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Forms.Field;
import dev.aikagi.harness.portal.reference.Frame.Page;

/** Enrolling an authenticator app, by picture or by typing, and signing in with its codes. */
final class TotpPages {
    private static final int MAX_LABEL = 64;

    private final Frame frame;
    private final TotpRules rules;
    private final Throttle throttle;
    private final Admission admission;

    TotpPages(Frame frame, TotpRules rules, Throttle throttle, Admission admission) {
        this.frame = frame;
        this.rules = rules;
        this.throttle = throttle;
        this.admission = admission;
    }

    /** What the pages hold themselves to. */
    record TotpRules(TotpSeeds seeds, EnrolmentUri uri, QrPicture picture, TotpCheck check, Tokens tokens) {}

    void register(Router router) {
        router.get(Turn.ENROL_TOTP, visit -> frame.page(visit, enrolment(visit)))
                .post(Turn.ENROL_TOTP, this::enrol)
                .get(Turn.TOTP, visit -> frame.page(visit, signInPage(visit)))
                .post(Turn.TOTP, this::signIn);
    }

    /** The secret stays the same until a code proves that the app has it. */
    private TotpVerifier pending(Visit visit) {
        return visit.session().pendingTotp().orElseGet(() -> {
            TotpVerifier fresh = new TotpVerifier(rules.seeds().next(visit.person()));
            visit.session().pendingTotp(fresh);
            return fresh;
        });
    }

    private Page enrolment(Visit visit) {
        String mode = visit.post() ? visit.form().get("mode") : visit.query().get("mode");
        TotpVerifier verifier = pending(visit);
        return mode.equals("manual") ? manual(visit, verifier) : picture(visit, verifier);
    }

    private Page picture(Visit visit, TotpVerifier verifier) {
        Texts texts = visit.texts();
        String source =
                rules.picture().of(rules.uri().of(visit.person().account().userId(), verifier.base32()));
        return new Page(
                "totp-register",
                Markup.of(
                        """
                        {}
                        <p class="qr"><img id="totp-qr" alt="{}" width="232" height="232" src="{}"></p>
                        <p><a id="totp-manual" href="/enrol/totp?mode=manual">{}</a></p>
                        {}
                        """,
                        Forms.paragraph(visit, "totp.lead"),
                        texts.get("totp.qr"),
                        source,
                        texts.get("totp.manual"),
                        form(visit, "qr")));
    }

    private static Page manual(Visit visit, TotpVerifier verifier) {
        Texts texts = visit.texts();
        return new Page(
                "totp-register-manual",
                Markup.of(
                        """
                        {}
                        <dl>
                        <dt>{}</dt><dd><code id="totp-secret">{}</code></dd>
                        <dt>{}</dt><dd id="totp-type">{}</dd>
                        <dt>{}</dt><dd id="totp-algorithm">SHA1</dd>
                        <dt>{}</dt><dd id="totp-digits">{}</dd>
                        <dt>{}</dt><dd id="totp-period">{}</dd>
                        </dl>
                        <p><a id="totp-scan" href="/enrol/totp">{}</a></p>
                        {}
                        """,
                        Forms.paragraph(visit, "totp.manual.lead"),
                        texts.get("totp.secret"),
                        verifier.base32().replaceAll("(.{4})(?=.)", "$1 "),
                        texts.get("totp.type"),
                        texts.get("totp.type.time"),
                        texts.get("totp.algorithm"),
                        texts.get("totp.digits"),
                        TotpVerifier.DIGITS,
                        texts.get("totp.period"),
                        TotpVerifier.PERIOD.toSeconds(),
                        texts.get("totp.scan"),
                        form(visit, "manual")));
    }

    private static Markup form(Visit visit, String mode) {
        Markup fields = Markup.of(
                "<input type=\"hidden\" name=\"mode\" value=\"{}\">{}{}{}",
                mode,
                Forms.field(visit, Field.digits("code", "one-time-code").with("required")),
                Forms.field(
                        visit,
                        Field.text("label", "off", visit.form().trimmed("label"))
                                .with("maxlength=\"64\"")),
                Forms.button(visit, "register"));
        return Forms.form(visit, "totp-form", Turn.ENROL_TOTP.path(), fields);
    }

    private Reply enrol(Visit visit) {
        Person person = visit.person();
        String key = "enrol-totp:" + person.account().userId();
        if (!throttle.admits(key)) {
            return frame.throttled(visit, enrolment(visit), throttle.pauseSeconds());
        }
        String label = visit.form().trimmed("label");
        if (label.length() > MAX_LABEL) {
            return frame.page(visit, enrolment(visit), Alert.error("label-required"));
        }
        TotpVerifier verifier = pending(visit);
        if (!rules.check().accepts(visit, verifier)) {
            return frame.page(visit, enrolment(visit), Alert.error("wrong-code"));
        }
        throttle.clear(key);
        String name = label.isEmpty() ? visit.texts().get("totp.unnamed") : label;
        person.enrolTotp(new Person.TotpDevice(rules.tokens().token(), name, verifier));
        return admission.whole(visit, person);
    }

    private static Page signInPage(Visit visit) {
        Markup fields = Markup.of(
                "{}{}",
                Forms.field(visit, Field.digits("code", "one-time-code").with("required autofocus")),
                Forms.button(visit, "sign-in"));
        return new Page(
                "totp-sign-in",
                Markup.of(
                        "{}{}",
                        Forms.paragraph(visit, "totp.sign-in.lead"),
                        Forms.form(visit, "otp-form", Turn.TOTP.path(), fields)));
    }

    private Reply signIn(Visit visit) {
        Person person = visit.person();
        String key = "totp:" + person.account().userId();
        if (!throttle.admits(key)) {
            return frame.throttled(visit, signInPage(visit), throttle.pauseSeconds());
        }
        boolean proved =
                person.totps().stream().anyMatch(device -> rules.check().accepts(visit, device.verifier()));
        if (!proved) {
            return frame.page(visit, signInPage(visit), Alert.error("wrong-code"));
        }
        throttle.clear(key);
        return admission.whole(visit, person);
    }
}
