package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.VaultException;
import java.io.IOException;
import java.util.Map;

/** {@code type-code}: the app's code at sign-in. */
record TypeCode(CodeChoice code) implements Step {
    @Override
    public String run(Walk walk) throws OtpAuthException, VaultException, IOException {
        walk.on("totp-sign-in");
        String typed = walk.codes().choose(code);
        walk.does("code");
        walk.submit("code", Map.of("code", typed));
        return walk.seen();
    }
}
