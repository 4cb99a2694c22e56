package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;

/** {@code select-region}: a browser extension reads the QR code off a part of the screen. */
record SelectRegion(Region region) implements Step {
    /** Where the frame is drawn. */
    enum Region {
        AROUND_CODE,
        ELSEWHERE
    }

    @Override
    public String run(Walk walk) throws OtpAuthException, IOException {
        walk.on("totp-register");
        return walk.codes().readOffScreen(walk.page(), region);
    }
}
