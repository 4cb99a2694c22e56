package dev.aikagi.harness.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One JSON Schema (2020-12), and its errors in a user's words. */
final class SchemaCheck {
    private static final Comparator<ScenarioSyntaxException> FILE_ORDER = Comparator.comparing(
            ScenarioSyntaxException::mark,
            Comparator.comparingInt(SourceMark::line).thenComparingInt(SourceMark::column));

    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    static SchemaCheck of(String resource) {
        try (@Nullable InputStream stream = SchemaCheck.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no schema " + resource + " on the class path");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new SchemaCheck(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + resource + " cannot be read", e);
        }
    }

    /** The error that stands first in the file. */
    Optional<ScenarioSyntaxException> firstError(YamlDocument document) {
        List<Error> errors = schema.validate(document.root());
        return errors.stream()
                .filter(Predicate.not(error -> isOtherBranch(error, errors)))
                .map(error -> describe(error, errors, document))
                .min(FILE_ORDER);
    }

    /**
     * Where a value may be one of several things, each branch complains. A wrong type says least, so it is left out where
     * another branch got further.
     */
    private static boolean isOtherBranch(Error error, List<Error> all) {
        String place = error.getInstanceLocation().toString();
        return error.getKeyword().equals("type")
                && all.stream()
                        .anyMatch(other -> !other.getKeyword().equals("type")
                                && isAtOrBelow(other.getInstanceLocation().toString(), place));
    }

    private static boolean isAtOrBelow(String pointer, String parent) {
        return pointer.equals(parent) || pointer.startsWith(parent + "/");
    }

    private ScenarioSyntaxException describe(Error error, List<Error> all, YamlDocument document) {
        String pointer = error.getInstanceLocation().toString();
        String property = Optional.ofNullable(error.getProperty()).orElse("");
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" ->
                new ScenarioSyntaxException(
                        document.keyMarkOf(YamlDocument.pointer(pointer, property)),
                        "unknown key '" + property + "'" + allowedKeys(error));
            case "required" ->
                new ScenarioSyntaxException(
                        document.keyMarkOf(pointer), "the key '" + property + "' is missing" + within(pointer));
            case "propertyNames" ->
                new ScenarioSyntaxException(
                        document.keyMarkOf(YamlDocument.pointer(pointer, property)),
                        "the key '" + property + "' is not allowed here" + described(error, 0));
            case "type" -> document.error(pointer, wrongType(pointer, all));
            case "enum" -> document.error(pointer, quoted(error) + " is not allowed; allowed: " + choices(error));
            case "pattern" -> document.error(pointer, quoted(error) + " is not allowed" + described(error, 1));
            case "minProperties", "minLength" -> document.error(pointer, "too little stands here" + within(pointer));
            default -> document.error(pointer, error.getMessage() + within(pointer));
        };
    }

    private static String wrongType(String pointer, List<Error> all) {
        List<Error> here = all.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .filter(error -> error.getInstanceLocation().toString().equals(pointer))
                .toList();
        String found = String.valueOf(here.get(0).getArguments()[0]);
        String allowed = here.stream()
                .map(error -> String.valueOf(error.getArguments()[1]))
                .distinct()
                .collect(Collectors.joining(" or "));
        boolean unquoted = allowed.contains("string") && !found.equals("array") && !found.equals("object");
        return "here stands %s, allowed: %s%s"
                .formatted(word(found), word(allowed), unquoted ? " (put it in quotes)" : "");
    }

    /** JSON's words in YAML's, which the user reads in YAML's own documentation. */
    private static String word(String types) {
        return types.replace("object", "a mapping")
                .replace("array", "a list")
                .replace("string", "text")
                .replace("null", "nothing");
    }

    private String allowedKeys(Error error) {
        JsonNode properties = sibling(error, "properties", 1);
        String names = String.join(", ", properties.propertyNames());
        return names.isEmpty() ? "; no key is allowed here" : "; allowed: " + names;
    }

    private static String choices(Error error) {
        return elements(error.getSchemaNode()).map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** A schema's description says what is allowed in a user's words, where a regular expression would not. */
    private String described(Error error, int levelsUp) {
        JsonNode description = sibling(error, "description", levelsUp);
        return description.isString() ? "; allowed: " + description.stringValue() : " (" + error.getMessage() + ")";
    }

    private JsonNode sibling(Error error, String keyword, int levelsUp) {
        String place = error.getSchemaLocation().toString();
        String fragment = place.substring(place.indexOf('#') + 1);
        for (int i = 0; i < levelsUp; i++) {
            fragment = fragment.substring(0, fragment.lastIndexOf('/'));
        }
        JsonNode owner = schema.getSchemaNode().at(fragment);
        String reference = owner.path("$ref").asString("");
        JsonNode meant = reference.startsWith("#") ? schema.getSchemaNode().at(reference.substring(1)) : owner;
        return meant.path(keyword);
    }

    private static String quoted(Error error) {
        JsonNode value = error.getInstanceNode();
        return "'" + (value.isValueNode() ? value.asString() : value.toString()) + "'";
    }

    private static String within(String pointer) {
        return pointer.isEmpty() ? "" : " in '" + pointer.substring(pointer.lastIndexOf('/') + 1) + "'";
    }
}
