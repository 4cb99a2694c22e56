package dev.aikagi.harness.portal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One request and its response, unredacted: cookies, passwords and codes are in it.
 *
 * @param requestBody as sent, empty without one
 * @param responseBody as text; of what is no text, its size and type in brackets
 */
public record HttpExchange(
        String method,
        URI uri,
        Map<String, List<String>> requestHeaders,
        String requestBody,
        int status,
        Map<String, List<String>> responseHeaders,
        String responseBody,
        Instant startedAt,
        Duration took) {

    /** Neither headers nor bodies nor query: a log shows it. */
    @Override
    public String toString() {
        return method + " " + uri.getPath() + " → " + status;
    }
}
