package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalProfile.Setting;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A form as a user fills it in (HTML Standard §4.10.22, "Form control infrastructure" and "Form submission"). */
final class HtmlForm {
    /**
     * What a browser would send.
     *
     * @param body {@code application/x-www-form-urlencoded}; empty for GET, where it stands in the URI
     */
    record Submission(boolean post, URI uri, String body) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Page page;
    private final String name;
    private final HtmlFormProfile profile;
    private final Element form;
    private final List<FormControl> controls;
    private final Map<String, String> typed = new HashMap<>();
    private @Nullable FormControl submitter;

    private HtmlForm(Page page, String name, HtmlFormProfile profile) {
        this.page = page;
        this.name = name;
        this.profile = profile;
        this.form = page.form(name, profile);
        this.controls = FormControl.of(form).stream()
                .filter(control -> !control.isDisabled())
                .toList();
        this.typed.putAll(page.held());
        profile.set().forEach(this::set);
    }

    /**
     * Fills in and presses a button: the one that a value names, else the first.
     *
     * @param values our names of fields, or of buttons that have values, → what is typed or chosen
     * @throws PageMismatchException if the page has not this form, or the form not such a field or choice
     */
    static Submission submit(Page page, String name, Map<String, String> values) {
        HtmlForm form = filledIn(page, name, values);
        form.chooseSubmitter();
        return form.submission();
    }

    /**
     * Fills in without sending.
     *
     * @return the names in the HTML → what was typed or put there by the script
     */
    static Map<String, String> hold(Page page, String name, Map<String, String> values) {
        return Map.copyOf(filledIn(page, name, values).typed);
    }

    private static HtmlForm filledIn(Page page, String name, Map<String, String> values) {
        if (!(page.formProfile(name) instanceof HtmlFormProfile known)) {
            throw page.mismatch("'" + name + "' is no form of HTML");
        }
        HtmlForm form = new HtmlForm(page, name, known);
        values.forEach(form::fill);
        return form;
    }

    private void set(String htmlName, Setting setting) {
        named(htmlName, htmlName);
        if (setting instanceof Setting.Text text) {
            typed.put(htmlName, text.text());
        } else if (setting instanceof Setting.Found found) {
            typed.put(htmlName, page.at(htmlName, found.place()));
        }
    }

    private void fill(String field, String value) {
        Field known = profile.fields().get(field);
        if (known == null) {
            String names = profile.fields().isEmpty()
                    ? "none"
                    : String.join(", ", profile.fields().keySet());
            throw page.mismatch(
                    "the profile names no field '%s' in form '%s' (it names %s)".formatted(field, name, names));
        }
        if (known instanceof Field.Control control) {
            type(field, control.htmlName(), value);
        } else if (known instanceof Field.Buttons buttons) {
            submitter = button(field, buttons.htmlNames(), value);
        } else if (known instanceof Field.Spread spread) {
            spread.pointers().forEach((htmlName, pointer) -> {
                named(field, htmlName);
                part(field, value, pointer).ifPresent(text -> typed.put(htmlName, text));
            });
        }
    }

    private void type(String field, String htmlName, String value) {
        List<FormControl> named = named(field, htmlName);
        if (named.stream().allMatch(FormControl::isSubmitButton)) {
            submitter = choice(field, value, named);
        } else {
            requireChoice(field, value, named);
            typed.put(htmlName, value);
        }
    }

    private FormControl button(String field, Map<String, String> htmlNames, String choice) {
        String htmlName = htmlNames.get(choice);
        if (htmlName == null) {
            throw page.mismatch("the profile names no button '%s' for '%s' in form '%s', only %s"
                    .formatted(choice, field, name, String.join(", ", htmlNames.keySet())));
        }
        return named(field, htmlName).stream()
                .filter(FormControl::isSubmitButton)
                .findFirst()
                .orElseThrow(() -> page.mismatch("'%s' (name=%s) in form '%s' (selector %s) is no button"
                        .formatted(field, htmlName, name, profile.selector())));
    }

    /** Lists are joined by commas, as scripts do; what is not there stays as it was. */
    private Optional<String> part(String field, String json, String pointer) {
        try {
            JsonNode part = JSON.readTree(json).at(pointer);
            if (part.isArray()) {
                return Optional.of(part.valueStream().map(JsonNode::asString).collect(Collectors.joining(",")));
            }
            return part.isValueNode() && !part.isNull() ? Optional.of(part.asString()) : Optional.empty();
        } catch (JacksonException e) {
            throw page.mismatch("the value for '%s' in form '%s' is no JSON".formatted(field, name));
        }
    }

    private List<FormControl> named(String field, String htmlName) {
        List<FormControl> named = controls.stream()
                .filter(control -> control.name().equals(htmlName))
                .toList();
        if (named.isEmpty()) {
            throw page.mismatch("no field '%s' (name=%s) in form '%s' (selector %s)"
                    .formatted(field, htmlName, name, profile.selector()));
        }
        return named;
    }

    private void requireChoice(String field, String value, List<FormControl> named) {
        FormControl first = named.get(0);
        if (first.isType("radio")) {
            choice(field, value, named);
        } else if (first.isSelect()) {
            choice(field, value, first.options());
        } else if (first.isType("checkbox") && !value.equals("true") && !value.equals("false")) {
            choice(field, value, named);
        }
    }

    private FormControl choice(String field, String value, List<FormControl> choices) {
        return choices.stream()
                .filter(choice -> choice.value().equals(value))
                .findFirst()
                .orElseThrow(() -> page.mismatch("'%s' in form '%s' (selector %s) has no choice '%s', only %s"
                        .formatted(
                                field,
                                name,
                                profile.selector(),
                                value,
                                choices.stream().map(FormControl::value).collect(Collectors.joining(", ")))));
    }

    /** A browser takes the first; but where the profile has a name for the buttons, the choice must not be ours. */
    private void chooseSubmitter() {
        if (submitter != null) {
            return;
        }
        List<FormControl> buttons =
                controls.stream().filter(FormControl::isSubmitButton).toList();
        if (buttons.isEmpty()) {
            return;
        }
        String first = buttons.get(0).name();
        if (buttons.size() > 1 && profile.fields().containsValue(new Field.Control(first))) {
            throw page.mismatch("form '%s' (selector %s) has %d buttons named %s; say which"
                    .formatted(name, profile.selector(), buttons.size(), first));
        }
        submitter = buttons.get(0);
    }

    private Submission submission() {
        boolean post = attribute("method").map("post"::equalsIgnoreCase).orElse(false);
        String enctype = attribute("enctype").orElse("application/x-www-form-urlencoded");
        if (post && !enctype.equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw page.mismatch("form '%s' (selector %s) wants to be sent as %s, which is not supported"
                    .formatted(name, profile.selector(), enctype));
        }
        String body = entries().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        URI action = action();
        if (post) {
            return new Submission(true, action, body);
        }
        String text = action.toString().replaceFirst("[?#].*", "");
        return new Submission(false, URI.create(text + "?" + body), "");
    }

    private URI action() {
        String overriding = submitter == null ? "" : submitter.element().absUrl("formaction");
        String action = overriding.isEmpty() && !form.attr("action").isEmpty() ? form.absUrl("action") : overriding;
        try {
            return action.isEmpty() ? page.uri() : URI.create(action);
        } catch (IllegalArgumentException e) {
            throw page.mismatch("form '%s' (selector %s) is to be sent to '%s', which is no address"
                    .formatted(name, profile.selector(), action));
        }
    }

    private Optional<String> attribute(String attribute) {
        String overriding = submitter == null ? "" : submitter.element().attr("form" + attribute);
        String text = overriding.isEmpty() ? form.attr(attribute) : overriding;
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** "Constructing the entry list". */
    private List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (FormControl control : controls) {
            String htmlName = control.name();
            if (!htmlName.isEmpty()) {
                values(control).forEach(value -> entries.add(Map.entry(htmlName, value)));
            }
        }
        return entries;
    }

    private List<String> values(FormControl control) {
        return control.equals(submitter) ? List.of(control.value()) : control.entries(typed.get(control.name()));
    }

    /** In the page's own character set, as browsers do; lines end in CR LF. */
    private String encode(String text) {
        return URLEncoder.encode(text.replaceAll("\r\n|\r|\n", "\r\n"), page.charset());
    }
}
