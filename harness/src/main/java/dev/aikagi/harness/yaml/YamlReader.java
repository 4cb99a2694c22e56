package dev.aikagi.harness.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns the composed nodes of one file into a tree with marks. */
final class YamlReader {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 64;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String fileName;
    private final Map<String, SourceMark> values = new HashMap<>();
    private final Map<String, SourceMark> keys = new HashMap<>();

    YamlReader(String fileName) {
        this.fileName = fileName;
    }

    YamlDocument read(String text) {
        String yaml = text.startsWith("\ufeff") ? text.substring(1) : text;
        if (yaml.length() > MOST_CHARACTERS) {
            throw new ScenarioSyntaxException(start(), "the file is longer than " + MOST_CHARACTERS + " characters");
        }
        Node node;
        try {
            refuseAnchorsAndDepth(yaml);
            node = new Compose(settings())
                    .composeString(yaml)
                    .orElseThrow(() -> new ScenarioSyntaxException(start(), "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            SourceMark at = mark(e.getProblemMark().or(e::getContextMark));
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw new ScenarioSyntaxException(at, "no YAML: " + context + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ScenarioSyntaxException(start(), "no YAML: " + e.getMessage());
        }
        keys.put("", mark(node));
        return new YamlDocument(fileName, convert(node, ""), values, keys);
    }

    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel(fileName)
                .setSchema(new PlainCoreSchema())
                .setAllowNonScalarKeys(true)
                .build();
    }

    /** Before composing, which is recursive. An alias would let ten lines stand for a gigabyte, so there is none. */
    private void refuseAnchorsAndDepth(String yaml) {
        int depth = 0;
        for (Event event : new Parse(settings()).parseString(yaml)) {
            boolean anchored =
                    event instanceof NodeEvent node && node.getAnchor().isPresent();
            if (anchored) {
                throw new ScenarioSyntaxException(
                        mark(event.getStartMark()), "anchors (&) and aliases (*) are not allowed; write the value out");
            }
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw new ScenarioSyntaxException(
                        mark(event.getStartMark()), "nested deeper than " + DEEPEST + " levels");
            }
        }
    }

    private JsonNode convert(Node node, String pointer) {
        SourceMark here = mark(node);
        values.put(pointer, here);
        if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
            return array(sequence, pointer);
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, here);
        }
        throw unknownTag(node, here);
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            SourceMark keyMark = mark(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new ScenarioSyntaxException(keyMark, "a key must be plain text");
            }
            String key = keyNode.getValue();
            String child = YamlDocument.pointer(pointer, key);
            SourceMark first = keys.putIfAbsent(child, keyMark);
            if (first != null) {
                throw new ScenarioSyntaxException(
                        keyMark, "the key '" + key + "' stands twice; first in line " + first.line());
            }
            object.set(key, convert(tuple.getValueNode(), child));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            String child = pointer + "/" + array.size();
            keys.put(child, mark(element));
            array.add(convert(element, child));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, SourceMark here) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.STR)) {
                return JSON.stringNode(text);
            } else if (tag.equals(Tag.INT)) {
                return integer(text);
            } else if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            } else if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
            } else if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
        } catch (NumberFormatException e) {
            throw new ScenarioSyntaxException(here, "'" + text + "' is no number that can be used here");
        }
        throw unknownTag(scalar, here);
    }

    /** YAML 1.2.2 §10.3.2: decimal, {@code 0o} octal, {@code 0x} hexadecimal. */
    private static JsonNode integer(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        return number.bitLength() < Integer.SIZE
                ? JSON.numberNode(number.intValueExact())
                : number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValueExact()) : JSON.numberNode(number);
    }

    private static ScenarioSyntaxException unknownTag(Node node, SourceMark here) {
        return new ScenarioSyntaxException(here, "the tag " + node.getTag().getValue() + " is not allowed");
    }

    private SourceMark start() {
        return new SourceMark(fileName, 1, 1);
    }

    private SourceMark mark(Node node) {
        return mark(node.getStartMark());
    }

    private SourceMark mark(Optional<Mark> mark) {
        return mark.map(at -> new SourceMark(fileName, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(this::start);
    }

    /** The core schema without the merge key, which YAML 1.2 no longer has: to us {@code <<} is a key like any other. */
    private static final class PlainCoreSchema extends CoreSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    }
}
