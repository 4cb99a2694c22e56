package dev.aikagi.harness.probe.flow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** The hidden fields of a page's forms, where tokens against forged requests stand. */
final class Hidden {
    private Hidden() {}

    static Map<String, String> of(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Jsoup.parse(html)
                .select("input[type=hidden][name]")
                .forEach(field -> fields.putIfAbsent(field.attr("name"), field.attr("value")));
        return fields;
    }

    /** As a form sends them. */
    static String fields(String html) {
        return of(html).entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** The body without any hidden field. */
    static String without(String body, String html) {
        String bare = body;
        for (Map.Entry<String, String> field : of(html).entrySet()) {
            bare = bare.replace(encode(field.getKey()) + "=" + encode(field.getValue()), "");
        }
        return bare.replaceAll("&{2,}", "&").replaceAll("^&|&$", "");
    }

    /** The body with another page's hidden fields in place of its own. */
    static String exchanged(String body, String html, String other) {
        Map<String, String> theirs = of(other);
        String changed = body;
        for (Map.Entry<String, String> field : of(html).entrySet()) {
            String value = theirs.getOrDefault(field.getKey(), field.getValue());
            changed = changed.replace(
                    encode(field.getKey()) + "=" + encode(field.getValue()),
                    encode(field.getKey()) + "=" + encode(value));
        }
        return changed;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
