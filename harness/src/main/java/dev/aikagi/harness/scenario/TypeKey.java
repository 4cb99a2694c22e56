package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.AuthenticatorApp;
import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.util.List;

/** {@code type-key}: 「スキャンできませんか?」, the key in its groups of four, into the app and so onto the smart card. */
record TypeKey(AuthenticatorApp app) implements Step {
    private static final List<String> TIME_BASED = List.of("時間ベース", "Time based", "Time-based");

    @Override
    public String run(Walk walk) throws StepFailedException, OtpAuthException, IOException {
        if (walk.page().id().filter("totp-register"::equals).isPresent()) {
            walk.does("manual");
            walk.arrived(walk.window().follow("manual"));
        }
        walk.on("totp-register-manual");
        String type = walk.page().place("type");
        if (!TIME_BASED.contains(type)) {
            throw new StepFailedException("the page says the type is '" + type + "', not one of " + TIME_BASED);
        }
        String shown = walk.page().place("secret");
        if (!shown.matches("[^ ]{4}( [^ ]{4})*( [^ ]{1,4})?")) {
            throw new StepFailedException("the key is not shown in groups of four");
        }
        walk.does("key", type);
        return walk.codes().addToCard(app.title(), app.typeKey(walk.persona().userId(), shown));
    }
}
