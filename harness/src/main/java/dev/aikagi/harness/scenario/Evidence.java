package dev.aikagi.harness.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One thing that was seen or done during a step, already redacted.
 *
 * @param title one line, e.g. {@code POST /sign-in → 302} or {@code authenticatorMakeCredential → CTAP2_OK}
 * @param took zero for a moment
 */
public record Evidence(Lane lane, Instant at, Duration took, String title, List<Block> blocks) {
    public Evidence {
        blocks = List.copyOf(blocks);
    }

    /**
     * A labelled piece of text to unfold under the title.
     *
     * @param mediaType {@code text/plain}, {@code application/json}, {@code text/html} (shown as source), or
     *     {@code image/png} with the text in base64
     */
    public record Block(String label, String mediaType, String text) {
        public static Block plain(String label, String text) {
            return new Block(label, "text/plain", text);
        }
    }
}
