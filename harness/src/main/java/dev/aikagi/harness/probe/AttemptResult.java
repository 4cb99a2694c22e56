package dev.aikagi.harness.probe;

import java.util.List;
import java.util.Optional;

/**
 * What an attempt, or a control, came to.
 *
 * @param outcome empty where it did not come to one
 * @param why the verdict in a sentence
 * @param exchanges what passed over HTTP, redacted
 */
public record AttemptResult(
        String name,
        Verdict verdict,
        Optional<Outcome> outcome,
        String why,
        List<Exhibit> exhibits,
        List<Exchange> exchanges) {
    public AttemptResult {
        exhibits = List.copyOf(exhibits);
        exchanges = List.copyOf(exchanges);
    }
}
