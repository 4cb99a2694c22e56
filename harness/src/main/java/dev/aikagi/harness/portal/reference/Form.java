package dev.aikagi.harness.portal.reference;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values of a query or of a posted form; of a name that comes twice the first counts. */
record Form(Map<String, String> values) {
    static final Form EMPTY = new Form(Map.of());

    /** The escapes of a form are broken. */
    static final class BrokenFormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenFormException(IllegalArgumentException cause) {
            super(cause);
        }
    }

    /** Reads {@code application/x-www-form-urlencoded} text. */
    static Form parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.putIfAbsent(decode(name), decode(value));
        }
        return new Form(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BrokenFormException(e);
        }
    }

    /** The value of that name, or nothing as text. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    String trimmed(String name) {
        return get(name).strip();
    }
}
