package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.VaultException;
import java.io.IOException;
import java.util.Map;

/** {@code confirm-totp}: the first code and the device's name, on the page with the QR code or the key. */
record ConfirmTotp(CodeChoice code, String label) implements Step {
    @Override
    public String run(Walk walk) throws OtpAuthException, VaultException, IOException {
        String typed = walk.codes().choose(code);
        walk.does("code-and-label", label);
        walk.submit("totp", Map.of("code", typed, "label", label));
        return walk.seen();
    }
}
