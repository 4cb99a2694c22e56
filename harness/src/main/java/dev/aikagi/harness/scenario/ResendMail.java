package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code resend-mail}: 再送信. */
record ResendMail() implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.does("resend");
        walk.submit("resend", Map.of());
        return walk.seen();
    }
}
