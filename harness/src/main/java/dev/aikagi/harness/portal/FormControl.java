package dev.aikagi.harness.portal;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** An input, button, select, textarea or option (HTML Standard §4.10.18, "Form control infrastructure"). */
record FormControl(Element element) {
    static List<FormControl> of(Element form) {
        return form.root().select("input, button, select, textarea").stream()
                .map(FormControl::new)
                .filter(control -> control.belongsTo(form))
                .toList();
    }

    String name() {
        return element.attr("name");
    }

    /** What it sends while nobody has touched it. */
    String value() {
        return switch (element.normalName()) {
            case "textarea" -> element.wholeText();
            case "option" -> element.hasAttr("value") ? element.attr("value") : element.text();
            default -> isTick() && !element.hasAttr("value") ? "on" : element.attr("value");
        };
    }

    boolean isSubmitButton() {
        String type = type();
        return element.normalName().equals("button") ? type.isEmpty() || type.equals("submit") : type.equals("submit");
    }

    boolean isDisabled() {
        return element.hasAttr("disabled") || element.closest("fieldset[disabled], datalist") != null;
    }

    boolean isSelect() {
        return element.normalName().equals("select");
    }

    boolean isType(String type) {
        return type().equals(type);
    }

    List<FormControl> options() {
        return element.select("option").stream().map(FormControl::new).toList();
    }

    /**
     * What it adds to the entry list, when no button but another may be pressed.
     *
     * @param given what was typed or chosen; a checkbox is ticked by {@code true}, too
     */
    List<String> entries(@Nullable String given) {
        if (isSubmitButton() || isType("button") || isType("reset") || isType("file")) {
            return List.of();
        }
        if (isTick()) {
            return isTicked(given) ? List.of(value()) : List.of();
        }
        if (isSelect() && given == null) {
            return selected();
        }
        return List.of(given == null ? value() : given);
    }

    private boolean isTicked(@Nullable String given) {
        if (given == null) {
            return element.hasAttr("checked");
        }
        return (isType("checkbox") && given.equals("true")) || value().equals(given);
    }

    private boolean isTick() {
        return isType("radio") || isType("checkbox");
    }

    private List<String> selected() {
        List<String> chosen = values("option[selected]");
        boolean preset = !chosen.isEmpty() || element.hasAttr("multiple");
        return preset
                ? chosen
                : values("option:not([disabled])").stream().limit(1).toList();
    }

    private List<String> values(String options) {
        return element.select(options).stream()
                .map(option -> new FormControl(option).value())
                .toList();
    }

    private boolean belongsTo(Element form) {
        if (element.hasAttr("form")) {
            return !form.id().isEmpty() && element.attr("form").equals(form.id());
        }
        boolean adopted = form instanceof FormElement owner && owner.elements().contains(element);
        return adopted || form.equals(element.closest("form"));
    }

    private String type() {
        return element.attr("type").toLowerCase(Locale.ROOT);
    }
}
