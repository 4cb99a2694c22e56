package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CTAP §6.4: what authenticatorGetInfo answers, as JSON with the specification's names; octets in hexadecimal. */
public final class InfoJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private InfoJson() {}

    /**
     * Reads the answer.
     *
     * @param response status byte and canonical CBOR
     * @throws DecodeException if the key refused, or its answer is no map
     */
    public static ObjectNode of(byte[] response) throws DecodeException {
        Bytes octets = Bytes.of(response);
        if (octets.isEmpty() || octets.at(0) != 0) {
            throw new DecodeException("authenticatorGetInfo was refused: " + octets);
        }
        if (!(CborReader.read(octets.slice(1, octets.size())) instanceof CborValue.Map members)) {
            throw new DecodeException("authenticatorGetInfo did not answer with a map");
        }
        ObjectNode info = NODES.objectNode();
        members.entries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(key -> ((CborValue.Int) key).value())))
                .forEach(entry -> info.set(name(entry.getKey()), node(entry.getValue())));
        return info;
    }

    private static String name(CborValue key) {
        if (key instanceof CborValue.Int number) {
            return CtapNames.INFO.getOrDefault((int) number.value(), String.valueOf(number.value()));
        }
        return key instanceof CborValue.Text text ? text.value() : String.valueOf(key);
    }

    private static JsonNode node(CborValue value) {
        if (value instanceof CborValue.Int number) {
            return NODES.numberNode(number.value());
        } else if (value instanceof CborValue.Text text) {
            return NODES.stringNode(text.value());
        } else if (value instanceof CborValue.Octets octets) {
            return NODES.stringNode(octets.value().hex());
        } else if (value instanceof CborValue.Bool flag) {
            return NODES.booleanNode(flag.value());
        } else if (value instanceof CborValue.Array array) {
            ArrayNode items = NODES.arrayNode();
            array.items().forEach(item -> items.add(node(item)));
            return items;
        } else if (value instanceof CborValue.Map map) {
            ObjectNode members = NODES.objectNode();
            map.entries().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(InfoJson::name)))
                    .forEach(entry -> members.set(textOrNumber(entry.getKey()), node(entry.getValue())));
            return members;
        }
        return NODES.nullNode();
    }

    /** Within a member numbers are no members of getInfo. */
    private static String textOrNumber(CborValue key) {
        return key instanceof CborValue.Int number ? String.valueOf(number.value()) : name(key);
    }
}
