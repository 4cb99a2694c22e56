package dev.aikagi.harness.scenario;

import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import dev.aikagi.harness.yaml.YamlDocument;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What stands behind a verb, parameters filled in. The schema has seen to names and types; values are checked here. */
final class Arguments {
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)}");

    private final YamlDocument document;
    private final String pointer;
    private final JsonNode node;
    private final Map<String, String> parameters;

    Arguments(YamlDocument document, String pointer, Map<String, String> parameters) {
        this.document = document;
        this.pointer = pointer;
        this.node = document.root().at(pointer);
        this.parameters = parameters;
    }

    Arguments at(String name) {
        return new Arguments(document, YamlDocument.pointer(pointer, name), parameters);
    }

    Optional<String> text(String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() && !value.isMissingNode()
                ? Optional.of(filledIn(value.asString(), YamlDocument.pointer(pointer, name)))
                : Optional.empty();
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** The value where it is written by itself: {@code wait: PT5M}. */
    String itself() {
        return filledIn(node.asString(), pointer);
    }

    Optional<List<String>> texts(String name) {
        JsonNode values = node.path(name);
        if (!values.isArray()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(filledIn(values.get(i).asString(), pointer + "/" + name + "/" + i));
        }
        return Optional.of(texts);
    }

    int number(String name, int otherwise) {
        return node.path(name).asInt(otherwise);
    }

    /** A constant's name in lower case with hyphens. */
    <T extends Enum<T>> T choice(String name, T otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        T[] choices = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> word(choice).equals(text.get()))
                .findFirst()
                .orElseThrow(() -> document.error(
                        YamlDocument.pointer(pointer, name),
                        "'%s' is none of %s"
                                .formatted(
                                        text.get(),
                                        Arrays.stream(choices)
                                                .map(Arguments::word)
                                                .collect(Collectors.joining(", ")))));
    }

    Duration duration() {
        try {
            Duration duration = Duration.parse(itself());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw document.error(pointer, "'" + itself() + "' is no ISO 8601 duration such as PT5M or PT30S");
        }
        throw document.error(pointer, "time does not run backwards");
    }

    ScenarioSyntaxException error(String problem) {
        return document.error(pointer, problem);
    }

    private String filledIn(String text, String where) {
        Matcher matcher = PARAMETER.matcher(text);
        return matcher.replaceAll(found -> {
            String value = parameters.get(found.group(1));
            if (value == null) {
                throw document.error(where, "there is no parameter '" + found.group(1) + "'");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
