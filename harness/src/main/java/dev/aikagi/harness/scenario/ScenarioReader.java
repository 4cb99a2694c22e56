package dev.aikagi.harness.scenario;

import dev.aikagi.harness.scenario.Scenario.PlannedStep;
import dev.aikagi.harness.scenario.Scenario.Variant;
import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import dev.aikagi.harness.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads scenarios. Every error names file, line and column. */
public final class ScenarioReader {
    private static final String SCHEMA = "dev/aikagi/harness/scenario/scenario.schema.json";
    private static final String DEFAULT_KEY = "windows-hello";
    private static final List<String> LANGUAGES = List.of("ja", "en");

    private final Function<String, YamlDocument> library;

    /**
     * A reader that finds other scenarios, which one may begin with, by their names.
     *
     * @param library throws {@link IllegalArgumentException} where there is none
     */
    public ScenarioReader(Function<String, YamlDocument> library) {
        this.library = library;
    }

    /**
     * Reads a scenario.
     *
     * @throws ScenarioSyntaxException if it is none; the message names file, line and column
     */
    public Scenario read(YamlDocument document) {
        document.validate(SCHEMA);
        JsonNode root = document.root();
        return new Scenario(
                root.path("scenario").asString(),
                root.path("chapter").asString(""),
                texts(root.path("title")),
                texts(root.path("not-yet")),
                walks(document));
    }

    private List<Variant> walks(YamlDocument document) {
        JsonNode root = document.root();
        if (!root.has("steps")) {
            return List.of();
        }
        Map<String, String> defaults = texts(root.path("parameters"));
        String key = root.path("key").asString(DEFAULT_KEY);
        boolean hybrid = root.path("transport").asString("").equals("hybrid");
        List<Variant> walks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> variant : root.path("variants").properties()) {
            Map<String, String> parameters = new LinkedHashMap<>(defaults);
            parameters.putAll(texts(variant.getValue().path("with")));
            walks.add(new Variant(
                    variant.getKey(),
                    variant.getValue().path("key").asString(key),
                    hybrid,
                    steps(document, parameters)));
        }
        return walks.isEmpty() ? List.of(new Variant("", key, hybrid, steps(document, defaults))) : walks;
    }

    private List<PlannedStep> steps(YamlDocument document, Map<String, String> parameters) {
        List<PlannedStep> steps = new ArrayList<>(before(document, parameters));
        for (int i = 0; i < document.root().path("steps").size(); i++) {
            steps.add(step(document, "/steps/" + i, parameters));
        }
        return steps;
    }

    /** The steps of the scenario that this one begins with. */
    private List<PlannedStep> before(YamlDocument document, Map<String, String> parameters) {
        JsonNode after = document.root().path("after");
        if (after.isMissingNode()) {
            return List.of();
        }
        YamlDocument first = find(document, after.path("scenario").asString());
        if (first.root().has("after")) {
            throw document.error("/after/scenario", "a scenario that itself begins with another cannot be begun with");
        }
        first.validate(SCHEMA);
        Map<String, String> filledIn = new LinkedHashMap<>(texts(first.root().path("parameters")));
        Arguments with = new Arguments(document, "/after/with", parameters);
        texts(after.path("with")).keySet().forEach(name -> filledIn.put(name, with.text(name, "")));
        return steps(first, filledIn);
    }

    private YamlDocument find(YamlDocument document, String name) {
        try {
            return library.apply(name);
        } catch (IllegalArgumentException e) {
            throw document.error("/after/scenario", "there is no scenario '" + name + "'");
        }
    }

    private static PlannedStep step(YamlDocument document, String pointer, Map<String, String> parameters) {
        JsonNode node = document.root().at(pointer);
        List<String> verbs = node.propertyNames().stream().filter(Verbs::has).toList();
        if (verbs.size() != 1) {
            throw document.error(pointer, "a step has one verb, this one has " + verbs.size() + ": " + verbs);
        }
        String verb = verbs.get(0);
        Arguments step = new Arguments(document, pointer, parameters);
        return new PlannedStep(
                verb,
                node.has("say") ? texts(node.path("say")) : titles(verb),
                document.keyMarkOf(YamlDocument.pointer(pointer, verb)),
                new Scenario.Task(Verbs.read(verb, step.at(verb)), expectation(step.at("expect"))));
    }

    private static Expectation expectation(Arguments expect) {
        return new Expectation(
                expect.text("page"),
                expect.text("not-page"),
                expect.text("error"),
                expect.texts("credentials"),
                expect.text("refusal"));
    }

    private static Map<String, String> titles(String verb) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            try {
                titles.put(
                        language,
                        ResourceBundle.getBundle("dev.aikagi.harness.scenario.verbs", Locale.forLanguageTag(language))
                                .getString(verb));
            } catch (MissingResourceException e) {
                throw new IllegalStateException("the verb " + verb + " has no title in " + language, e);
            }
        }
        return titles;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }
}
