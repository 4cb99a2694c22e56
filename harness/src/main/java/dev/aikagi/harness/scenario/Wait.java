package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** {@code wait}: time passes; at the embedded portal at once. */
record Wait(Duration time) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.pass(time);
        return walk.words().of("later", time.toString().substring(2).toLowerCase(Locale.ROOT));
    }
}
