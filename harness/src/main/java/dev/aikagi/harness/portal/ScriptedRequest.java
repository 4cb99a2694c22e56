package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Call;
import dev.aikagi.harness.portal.PortalProfile.ScriptedForm;
import dev.aikagi.harness.portal.PortalProfile.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a page's script sends by {@code fetch}: a body of JSON, and headers of its own. */
record ScriptedRequest(String reference, Map<String, String> headers, String body) {
    /** What the script of a page asks for, with what was typed there. */
    static ScriptedRequest of(Page page, Call call, Map<String, String> values) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        call.headers().forEach((name, setting) -> headers.put(name, text(page, name, setting)));
        return new ScriptedRequest(
                call.reference(),
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

    private static String text(Page page, String name, Setting setting) {
        return setting instanceof Setting.Found found ? page.at(name, found.place()) : ((Setting.Text) setting).text();
    }
}
