package dev.aikagi.harness.probe.flow;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** An address with those parameters of the first form's address that it lacks. */
    static URI withParameters(URI address, String html) {
        String own = Optional.ofNullable(address.getRawQuery()).orElse("");
        String action = Optional.ofNullable(Jsoup.parse(html).selectFirst("form[action*=?]"))
                .map(form -> form.attr("action"))
                .orElse("");
        String more = Arrays.stream(action.replaceFirst("^[^?]*\\??", "").split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !("&" + own).contains("&" + parameter.replaceFirst("=.*", "") + "="))
                .collect(Collectors.joining("&"));
        String between = own.isEmpty() ? "?" : "&";
        return more.isEmpty() ? address : URI.create(address + between + more);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
