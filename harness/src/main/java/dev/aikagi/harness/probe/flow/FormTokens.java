package dev.aikagi.harness.probe.flow;

import dev.aikagi.harness.portal.RequestDraft;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ties a form's request to its session, so that a foreign page cannot make it: whatever in its fields and its address is
 * otherwise in another person's request of the same form.
 *
 * @param content values that are what the form is about, not tokens, as they are sent
 */
record FormTokens(RequestDraft own, RequestDraft other, Set<String> content) {
    /** The request as a foreign page would have to send it. */
    RequestDraft removed() {
        return changed(token -> "");
    }

    /** The request with another person's tokens. */
    RequestDraft exchanged() {
        Map<String, String> theirs = pairs(other.body());
        theirs.putAll(pairs(query(other)));
        return changed(token -> {
            String value = theirs.get(name(token));
            return value == null ? "" : name(token) + "=" + value;
        });
    }

    private RequestDraft changed(UnaryOperator<String> change) {
        String address = own.uri().toString().replaceFirst("\\?.*", "");
        String query = changed(query(own), pairs(query(other)), change);
        return own.withUri(URI.create(query.isEmpty() ? address : address + "?" + query))
                .withBody(changed(own.body(), pairs(other.body()), change));
    }

    private String changed(String text, Map<String, String> theirs, UnaryOperator<String> change) {
        return parts(text)
                .map(part -> isToken(part, theirs) ? change.apply(part) : part)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
    }

    private boolean isToken(String part, Map<String, String> theirs) {
        String value = value(part);
        return !value.equals(theirs.get(name(part))) && !content.contains(value);
    }

    private static String query(RequestDraft draft) {
        String query = draft.uri().getRawQuery();
        return query == null ? "" : query;
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split("&", -1)).filter(part -> !part.isEmpty());
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        parts(text).forEach(part -> pairs.putIfAbsent(name(part), value(part)));
        return pairs;
    }

    private static String name(String part) {
        return part.replaceFirst("=.*", "");
    }

    private static String value(String part) {
        return part.contains("=") ? part.substring(part.indexOf('=') + 1) : "";
    }
}
