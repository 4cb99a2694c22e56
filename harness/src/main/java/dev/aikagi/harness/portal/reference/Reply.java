package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the browser. */
record Reply(int status, Map<String, String> headers, Bytes body) {
    static Reply seeOther(String path) {
        return new Reply(303, Map.of("Location", path), Bytes.EMPTY);
    }

    static Reply html(int status, String html) {
        return of(status, "text/html; charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }

    static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), Bytes.of(body));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
