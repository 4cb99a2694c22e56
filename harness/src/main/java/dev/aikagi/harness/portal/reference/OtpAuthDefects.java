package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What may be wrong with a QR code: the URI in it, and how long it is kept. */
final class OtpAuthDefects {
    static final List<Defect> ALL = List.of(
            uri("otpauth.counter-type", "The QR code says hotp.", uri -> uri.replace("//totp/", "//hotp/")),
            Defect.of(
                    "otpauth.qr-differs",
                    "The QR code and the key to type are two seeds.",
                    fault(
                            EnrolmentUri.class,
                            right -> (userId, secret) -> right.of(
                                    userId, new StringBuilder(secret).reverse().toString()))),
            Defect.of(
                    "otpauth.secret-padded",
                    "The seed is written in small letters with padding.",
                    fault(
                            EnrolmentUri.class,
                            right -> (userId, secret) ->
                                    right.of(userId, secret.toLowerCase(Locale.ROOT) + "%3D%3D%3D%3D"))),
            uri("otpauth.issuer-missing", "No issuer parameter.", uri -> uri.replaceFirst("&issuer=[^&]*", "")),
            uri(
                    "otpauth.label-colons",
                    "The label has two colons.",
                    uri -> uri.replaceFirst("(//totp/)([^?]*)", "$1$2%3Aapp")),
            uri(
                    "otpauth.label-not-utf8",
                    "The label is percent-encoded Shift_JIS.",
                    uri -> uri.replaceFirst(
                            "//totp/[^:?]*:",
                            "//totp/" + URLEncoder.encode("健保ポータル", Charset.forName("Shift_JIS")) + ":")),
            uri(
                    "otpauth.parameters-not-kept",
                    "The QR code says eight digits, the portal wants six.",
                    uri -> uri.replace("digits=6", "digits=8")),
            Defect.of(
                    "otpauth.quiet-zone-narrow",
                    "The QR code has a rim of one module.",
                    fault(QrPicture.class, right -> text -> OtpAuthQr.dataUri(text, 1))),
            Defect.of(
                    "otpauth.label-tells",
                    "The label is the person's mail address.",
                    faultWith(
                            EnrolmentUri.class,
                            (right, around) -> (userId, secret) -> right.of(
                                    around.accounts()
                                            .byUserId(userId)
                                            .flatMap(Person::mail)
                                            .orElse(userId),
                                    secret))),
            Defect.of(
                    "otpauth.page-cacheable",
                    "The page with the QR code may be kept by caches.",
                    fault(
                            Handler.class,
                            right -> visit -> visit.path().equals(Turn.ENROL_TOTP.path())
                                    ? right.handle(visit).with("Cache-Control", "public, max-age=3600")
                                    : right.handle(visit))));

    private OtpAuthDefects() {}

    private static Defect uri(String name, String broken, UnaryOperator<String> change) {
        return Defect.of(
                name,
                broken,
                fault(EnrolmentUri.class, right -> (userId, secret) -> change.apply(right.of(userId, secret))));
    }
}
