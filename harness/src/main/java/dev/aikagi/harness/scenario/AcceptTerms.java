package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code accept-terms} 「同意する」, and {@code decline-terms} 「同意しない」. */
record AcceptTerms(boolean accept) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("terms");
        walk.does(accept ? "accepts" : "declines");
        walk.submit("terms", Map.of("decision", accept ? "accept" : "decline"));
        return walk.seen();
    }
}
