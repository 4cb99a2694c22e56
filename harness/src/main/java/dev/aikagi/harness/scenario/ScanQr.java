package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.AuthenticatorApp;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import java.io.IOException;

/** {@code scan-qr}: the phone's camera on the page's QR code, the account onto the smart card. */
record ScanQr(AuthenticatorApp app) implements Step {
    @Override
    public String run(Walk walk) throws OtpAuthException, IOException {
        walk.on("totp-register");
        OtpAuthUri uri =
                OtpAuthUri.parse(QrImage.read(QrImage.fromDataUri(walk.page().place("qr"))));
        return walk.codes().addToCard(app.title(), app.accept(uri));
    }
}
