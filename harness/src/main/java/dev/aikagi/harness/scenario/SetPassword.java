package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code set-password}: the new password twice, or another, or two that differ. */
record SetPassword(PasswordChoice password, PasswordChoice confirm) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("new-password");
        Persona persona = walk.persona();
        walk.does("new-password");
        walk.submit(
                "new-password", Map.of("new-password", password.of(persona), "confirm-password", confirm.of(persona)));
        return walk.seen();
    }
}
