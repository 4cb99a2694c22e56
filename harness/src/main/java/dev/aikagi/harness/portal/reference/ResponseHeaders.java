package dev.aikagi.harness.portal.reference;

import java.util.Map;
import java.util.TreeMap;

/** The headers that every reply bears. */
record ResponseHeaders(Map<String, String> all) {
    /** Nothing from elsewhere, nothing framed, nothing kept, nothing guessed. */
    static final ResponseHeaders STRICT = new ResponseHeaders(Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "publickey-credentials-get=(self), publickey-credentials-create=(self)"));

    /** Besides, for a portal in service: a year of HTTPS alone (RFC 6797). */
    static ResponseHeaders strict(Transport transport) {
        return transport == Transport.HTTPS_ALONE
                ? STRICT.with("Strict-Transport-Security", "max-age=31536000")
                : STRICT;
    }

    ResponseHeaders with(String name, String value) {
        Map<String, String> more = new TreeMap<>(all);
        more.put(name, value);
        return new ResponseHeaders(more);
    }

    ResponseHeaders without(String... names) {
        Map<String, String> fewer = new TreeMap<>(all);
        for (String name : names) {
            fewer.remove(name);
        }
        return new ResponseHeaders(fewer);
    }
}
