package dev.aikagi.harness.yaml;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One YAML file as a JSON tree that still knows the line and column of everything in it (YAML 1.2.2, core schema §10.3).
 *
 * <p>Places in it are JSON pointers (RFC 6901).
 */
public final class YamlDocument {
    private static final String ENV = "env:";

    private final String fileName;
    private final JsonNode root;
    private final Map<String, SourceMark> values;
    private final Map<String, SourceMark> keys;

    YamlDocument(String fileName, JsonNode root, Map<String, SourceMark> values, Map<String, SourceMark> keys) {
        this.fileName = fileName;
        this.root = root;
        this.values = Map.copyOf(values);
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a file's one document.
     *
     * @param fileName how the file is named in errors
     * @throws ScenarioSyntaxException if it is no YAML, says a key twice, uses aliases or tags, or has more than a million
     *     characters or 64 levels
     */
    public static YamlDocument read(String fileName, String text) {
        return new YamlReader(fileName).read(text);
    }

    public JsonNode root() {
        return root;
    }

    public String fileName() {
        return fileName;
    }

    /** Where the value at a pointer begins; of what is not there, where its closest parent begins. */
    public SourceMark markOf(String pointer) {
        return closest(values, pointer);
    }

    /** Where the key at a pointer stands, of a list's element the element; of what is not there, its closest parent. */
    public SourceMark keyMarkOf(String pointer) {
        return closest(keys, pointer);
    }

    /** What the reader of this document found wrong with the value at a pointer. */
    public ScenarioSyntaxException error(String pointer, String problem) {
        return new ScenarioSyntaxException(markOf(pointer), problem);
    }

    /**
     * Holds the document against a JSON Schema (2020-12) from the class path; nothing is fetched.
     *
     * @param schemaResource such as {@code dev/aikagi/harness/portal/portal-profile.schema.json}
     * @throws ScenarioSyntaxException for the error that stands first in the file
     */
    public void validate(String schemaResource) {
        SchemaCheck.of(schemaResource).firstError(this).ifPresent(error -> {
            throw error;
        });
    }

    /**
     * The text at a pointer; {@code env:NAME} stands for a value of the environment.
     *
     * @param environment the values of its variables, null where there is none
     * @throws ScenarioSyntaxException if there is no such variable
     */
    public String text(String pointer, UnaryOperator<@Nullable String> environment) {
        String text = root.at(pointer).asString();
        if (!text.startsWith(ENV)) {
            return text;
        }
        @Nullable String found = environment.apply(text.substring(ENV.length()));
        if (found == null) {
            throw error(pointer, "the environment has no " + text.substring(ENV.length()));
        }
        return found;
    }

    /** One more step of a JSON pointer (RFC 6901 §3). */
    public static String pointer(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static SourceMark closest(Map<String, SourceMark> marks, String pointer) {
        String at = pointer;
        SourceMark mark = marks.get(at);
        while (mark == null) {
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("not a JSON pointer: " + pointer);
            }
            at = at.substring(0, slash);
            mark = marks.get(at);
        }
        return mark;
    }
}
