package dev.aikagi.harness.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON text that a page's script would build from the members of an object literal.
 *
 * <p>In the template {@code $name} is the member of that name, {@code $it} the element of a list. {@code {each: LIST, as:
 * TEMPLATE}} is a list: LIST is a member, an array or a text with commas, or {@code selector@attribute} of elements on the
 * page. {@code {seconds: $name}} is the member in milliseconds. What is not there or unset is left out, and with it a list
 * without elements.
 *
 * @param unset values of members that stand for nothing
 */
record ScriptLiteral(JsonNode template, JsonNode unset) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();
    private static final String VALUE = "\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*]|true|false|-?[0-9]+)";

    /** Empty if no member of the template stands in the script. */
    Optional<String> fillIn(String script, Document document) {
        JsonNode filledIn = new Filler(script, document).fill(template);
        return filledIn.isObject() && !filledIn.isEmpty() ? Optional.of(filledIn.toString()) : Optional.empty();
    }

    private final class Filler {
        private final String script;
        private final Document document;

        Filler(String script, Document document) {
            this.script = script;
            this.document = document;
        }

        /** Missing for what is left out. */
        JsonNode fill(JsonNode node) {
            if (node.isString() && node.asString().startsWith("$")) {
                return member(node.asString().substring(1));
            }
            if (node.has("each")) {
                return list(node.path("each").asString(), node.path("as"));
            }
            if (node.has("seconds")) {
                JsonNode seconds = fill(node.path("seconds"));
                return seconds.isMissingNode() ? seconds : JsonNodeFactory.instance.numberNode(seconds.asLong() * 1000);
            }
            return node.isObject() ? object(node) : node;
        }

        private JsonNode object(JsonNode node) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                JsonNode value = fill(member.getValue());
                if (!value.isMissingNode()) {
                    object.set(member.getKey(), value);
                }
            });
            boolean nothingInIt = object.isEmpty() && !node.isEmpty();
            return nothingInIt ? JsonNodeFactory.instance.missingNode() : object;
        }

        private JsonNode member(String name) {
            Matcher matcher =
                    Pattern.compile("\\b" + Pattern.quote(name) + VALUE).matcher(script);
            if (!matcher.find()) {
                return JsonNodeFactory.instance.missingNode();
            }
            try {
                JsonNode value = JSON.readTree(matcher.group(1));
                return unset.valueStream().anyMatch(value::equals) ? JsonNodeFactory.instance.missingNode() : value;
            } catch (JacksonException e) {
                return JsonNodeFactory.instance.missingNode();
            }
        }

        private JsonNode list(String source, JsonNode each) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : source.startsWith("$") ? elements(member(source.substring(1))) : onPage(source)) {
                list.add(of(each, element));
            }
            return list.isEmpty() ? JsonNodeFactory.instance.missingNode() : list;
        }

        private List<JsonNode> elements(JsonNode member) {
            if (member.isArray()) {
                return member.valueStream().toList();
            }
            return member.isMissingNode()
                    ? List.of()
                    : texts(Arrays.asList(member.asString().split(",", -1)));
        }

        private List<JsonNode> onPage(String source) {
            int at = source.lastIndexOf('@');
            List<String> values = new ArrayList<>();
            for (Element element : document.select(source.substring(0, at))) {
                values.add(element.attr(source.substring(at + 1)));
            }
            return texts(values);
        }

        private List<JsonNode> texts(List<String> texts) {
            return texts.stream()
                    .<JsonNode>map(JsonNodeFactory.instance::stringNode)
                    .toList();
        }

        private JsonNode of(JsonNode each, JsonNode element) {
            if (each.isString() && each.asString().equals("$it")) {
                return element;
            }
            if (!each.isObject()) {
                return each;
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            each.properties().forEach(member -> object.set(member.getKey(), of(member.getValue(), element)));
            return object;
        }
    }
}
