package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import java.util.Locale;

/** One-time passwords as portals hand them out: otpauth URIs, and QR codes with one in them. */
final class OtpDecoder {
    private final Secrets secrets;

    OtpDecoder(Secrets secrets) {
        this.secrets = secrets;
    }

    void uri(String text, Tree tree) throws DecodeException {
        try {
            OtpAuthUri uri = OtpAuthUri.parse(text);
            tree.line("type", uri.type().toString());
            tree.line("issuer", uri.issuer());
            tree.line("account", uri.account());
            tree.line(
                    "secret",
                    secrets.show(uri.secretBase32()) + " (" + uri.secret().size() + " bytes)");
            tree.line("algorithm", uri.algorithm().toString());
            tree.line("digits", String.valueOf(uri.digits()));
            if (uri.type() == OtpAuthUri.Type.TOTP) {
                tree.line("period", uri.period() + " s");
            } else {
                tree.line("counter", String.valueOf(uri.counter()));
            }
        } catch (OtpAuthException e) {
            throw new DecodeException("not an otpauth URI: " + e.getMessage());
        }
    }

    void picture(Bytes file, Tree tree) throws DecodeException {
        picture(() -> QrImage.read(QrImage.decodePng(file.toArray())), tree);
    }

    void dataUri(String uri, Tree tree) throws DecodeException {
        picture(() -> QrImage.read(QrImage.fromDataUri(uri)), tree);
    }

    private interface Picture {
        String read() throws OtpAuthException;
    }

    private void picture(Picture picture, Tree tree) throws DecodeException {
        try {
            String text = picture.read();
            if (isOtpAuth(text)) {
                tree.line("content", "otpauth URI").attempt(branch -> uri(text, branch));
            } else {
                tree.line("content", text);
            }
        } catch (OtpAuthException e) {
            throw new DecodeException("no QR code can be read: " + e.getMessage());
        }
    }

    static boolean isOtpAuth(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("otpauth");
    }
}
