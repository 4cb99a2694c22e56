package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.VaultException;
import java.io.IOException;

/** {@code import-picture}: the QR code saved as a PNG, imported into the browser extension's vault. */
record ImportPicture(Picture picture) implements Step {
    /** Which file is chosen. */
    enum Picture {
        SAVED_CODE,
        ANOTHER
    }

    @Override
    public String run(Walk walk) throws OtpAuthException, VaultException, IOException {
        walk.on("totp-register");
        return walk.codes().importIntoVault(walk.page(), picture);
    }
}
