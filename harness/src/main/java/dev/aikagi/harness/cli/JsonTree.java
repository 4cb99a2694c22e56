package dev.aikagi.harness.cli;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** JSON for people: a line for each member, those of members below it, short lists on one line. */
final class JsonTree {
    private final PrintWriter out;

    private JsonTree(PrintWriter out) {
        this.out = out;
    }

    static void print(JsonNode object, PrintWriter out) {
        new JsonTree(out).members(object, 1);
    }

    private void members(JsonNode object, int depth) {
        object.properties().forEach(member -> member(member.getKey(), member.getValue(), depth));
    }

    private void member(String name, JsonNode value, int depth) {
        if (value.isObject()) {
            line(depth, name, "");
            members(value, depth + 1);
        } else if (value.isArray() && hasObjects(value)) {
            line(depth, name, "");
            value.forEach(item -> item(item, depth + 1));
        } else if (value.isArray()) {
            line(
                    depth,
                    name,
                    String.join(", ", value.valueStream().map(JsonTree::text).toList()));
        } else {
            line(depth, name, text(value));
        }
    }

    private void item(JsonNode item, int depth) {
        if (item.isObject()) {
            out.println("  ".repeat(depth) + "-");
            members(item, depth + 1);
        } else {
            out.println("  ".repeat(depth) + "- " + text(item));
        }
    }

    private void line(int depth, String name, String value) {
        out.println("  ".repeat(depth) + name + (value.isEmpty() ? "" : ": " + value));
    }

    private static boolean hasObjects(JsonNode array) {
        return array.valueStream().anyMatch(JsonNode::isObject);
    }

    /** A name that a relying party chose must not move the terminal's cursor. */
    private static String text(JsonNode value) {
        return value.asString()
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
