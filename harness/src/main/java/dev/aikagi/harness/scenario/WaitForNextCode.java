package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** {@code wait-for-next-code}: until the app shows another code, for each works once. */
record WaitForNextCode() implements Step {
    private static final long PERIOD_MILLIS = 30_000;

    @Override
    public String run(Walk walk) throws IOException {
        Instant now = walk.clock().instant();
        walk.pass(Duration.ofMillis(PERIOD_MILLIS - Math.floorMod(now.toEpochMilli(), PERIOD_MILLIS) + 1));
        return walk.words().of("next-code");
    }
}
