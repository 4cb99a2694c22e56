package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Call;
import dev.aikagi.harness.portal.PortalProfile.ScriptedForm;
import dev.aikagi.harness.portal.PortalProfile.Setting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page's script sends by {@code fetch}: a body of JSON, and headers of its own. */
record ScriptedRequest(String reference, Map<String, String> headers, String body) {
    private static final Pattern IN_REFERENCE = Pattern.compile("\\$([a-z0-9]+(?:-[a-z0-9]+)*)");

    /** What the script of a page asks for, with what was typed there. */
    static ScriptedRequest of(Page page, Call call, Map<String, String> values) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        call.headers().forEach((name, setting) -> headers.put(name, text(page, name, setting)));
        return new ScriptedRequest(
                reference(page, call, values),
                headers,
                call.body().map(body -> body.fillIn(values)).orElse(""));
    }

    /**
     * All that stands in a scripted form now: what was filled in before a question, and what is typed.
     *
     * @throws PageMismatchException if it has not such a field
     */
    static Map<String, String> filledIn(Page page, String name, ScriptedForm form, Map<String, String> typed) {
        Set<String> known = new TreeSet<>(form.unasked());
        form.call().body().ifPresent(body -> known.addAll(body.names()));
        IN_REFERENCE.matcher(form.call().reference()).results().forEach(part -> known.add(part.group(1)));
        form.prompt().ifPresent(question -> known.addAll(typed.keySet()));
        typed.keySet().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw page.mismatch("the profile names no field '%s' in form '%s' (it names %s)"
                            .formatted(field, name, String.join(", ", known)));
                });
        Map<String, String> values = new LinkedHashMap<>(page.held());
        values.putAll(typed);
        return values;
    }

    /** Where it is sent, with what was typed in its path. */
    private static String reference(Page page, Call call, Map<String, String> values) {
        return IN_REFERENCE.matcher(call.reference()).replaceAll(name -> {
            String value = values.get(name.group(1));
            if (value == null) {
                throw page.mismatch("nothing was typed into '%s', which is a part of %s"
                        .formatted(name.group(1), call.reference()));
            }
            return Matcher.quoteReplacement(
                    URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        });
    }

    private static String text(Page page, String name, Setting setting) {
        return setting instanceof Setting.Found found ? page.at(name, found.place()) : ((Setting.Text) setting).text();
    }
}
