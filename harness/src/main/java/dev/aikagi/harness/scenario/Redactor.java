package dev.aikagi.harness.scenario;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes secrets out of what is to be shown, by their values, wherever and however they stand: plain, percent-encoded,
 * in HTML, in JSON, in groups of four.
 */
public final class Redactor {
    /** Shorter values would be found where they do not stand. */
    private static final int SHORTEST = 6;

    private final Map<String, String> replacements =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /**
     * From now on the value is replaced.
     *
     * @param what the word that stands in its place, e.g. {@code password}
     */
    public synchronized void hide(String value, String what) {
        if (value.length() >= SHORTEST) {
            forms(value).forEach(form -> replacements.put(form, "‹" + what + "›"));
        }
    }

    /** The text without any secret. */
    public synchronized String redact(String text) {
        String redacted = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            redacted = redacted.replace(replacement.getKey(), replacement.getValue());
        }
        return redacted;
    }

    private static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
        return forms;
    }
}
