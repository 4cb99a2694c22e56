package dev.aikagi.harness.portal.reference;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;

/** The two cookies (RFC 6265): the session's id, and the language. */
final class Cookies {
    private final String sessionName;
    private final String attributes;

    Cookies(String sessionName, String attributes) {
        this.sessionName = sessionName;
        this.attributes = attributes;
    }

    /** Over plain HTTP neither {@code Secure} nor the {@code __Host-} prefix, which browsers would not take there. */
    static Cookies strict(boolean tls) {
        return new Cookies(
                tls ? "__Host-session" : "session", "; Path=/; HttpOnly; SameSite=Lax" + (tls ? "; Secure" : ""));
    }

    String session(HttpExchange exchange) {
        return find(exchange, sessionName).orElse("");
    }

    void giveSession(HttpExchange exchange, String id) {
        exchange.getResponseHeaders().add("Set-Cookie", sessionName + "=" + id + attributes);
    }

    /** What the address says, then what was said before, then what the browser prefers. */
    Texts language(HttpExchange exchange, Form query) {
        Optional<Texts> asked = Texts.in(query.get("lang"));
        asked.ifPresent(texts -> exchange.getResponseHeaders()
                .add("Set-Cookie", "lang=" + texts.language() + attributes + "; Max-Age=31536000"));
        return asked.or(() -> find(exchange, "lang").flatMap(Texts::in))
                .orElseGet(() -> Texts.accepted(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language"))
                                .orElse("")));
    }

    private static Optional<String> find(HttpExchange exchange, String name) {
        for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (String pair : header.split(";", -1)) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    return Optional.of(parts[1]);
                }
            }
        }
        return Optional.empty();
    }
}
