package dev.aikagi.harness.portal;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A JSON text that a script sends. {@code $name} is what was typed into the field of that name; {@code {as-is: $name}} is
 * JSON itself, and is put in as it stands, right or wrong. A member for which nothing was typed is left out.
 */
record JsonTemplate(JsonNode template) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String AS_IS = "as-is";

    /** The fields that it asks for. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        collect(template, names);
        return names;
    }

    String fillIn(Map<String, String> values) {
        return JSON.writeValueAsString(fill(template, values));
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (isName(node)) {
            names.add(name(node));
        }
        node.valueStream().forEach(child -> collect(child, names));
    }

    private static JsonNode fill(JsonNode node, Map<String, String> values) {
        if (isName(node)) {
            String value = values.get(name(node));
            return value == null ? JsonNodeFactory.instance.missingNode() : JsonNodeFactory.instance.stringNode(value);
        }
        if (isName(node.path(AS_IS))) {
            String value = values.get(name(node.path(AS_IS)));
            return value == null
                    ? JsonNodeFactory.instance.missingNode()
                    : JsonNodeFactory.instance.rawValueNode(new RawValue(value));
        }
        return node.isObject() ? object(node, values) : node;
    }

    private static JsonNode object(JsonNode node, Map<String, String> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            JsonNode value = fill(member.getValue(), values);
            if (!value.isMissingNode()) {
                object.set(member.getKey(), value);
            }
        });
        return object;
    }

    private static boolean isName(JsonNode node) {
        return node.isString() && node.asString().startsWith("$");
    }

    private static String name(JsonNode node) {
        return node.asString().substring(1);
    }
}
