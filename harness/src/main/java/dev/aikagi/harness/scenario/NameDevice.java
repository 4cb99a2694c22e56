package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code name-device}: the label under which the portal lists the passkey. */
record NameDevice(String label) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("passkey-name");
        walk.does("label", label);
        walk.submit("passkey-name", Map.of("label", label));
        return walk.seen();
    }
}
