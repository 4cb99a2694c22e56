package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code sign-out}: the manual insists. */
record SignOut() implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.does("signs-out");
        walk.submit("sign-out", Map.of());
        return walk.seen();
    }
}
