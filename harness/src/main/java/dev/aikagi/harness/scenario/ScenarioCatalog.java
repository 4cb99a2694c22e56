package dev.aikagi.harness.scenario;

import dev.aikagi.harness.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scenarios that come with this program, in the manual's order, then its unhappy turns; and a user's own files. */
public final class ScenarioCatalog {
    private static final String INDEX = "scenarios/index.txt";

    private final ScenarioReader reader = new ScenarioReader(ScenarioCatalog::document);
    private final List<String> names = resource(INDEX)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();

    public List<String> names() {
        return names;
    }

    public List<Scenario> all() {
        return names.stream().map(this::named).toList();
    }

    /**
     * What somebody names: a scenario of this program, {@code NAME:VARIANT}, or a YAML file.
     *
     * @throws IllegalArgumentException if there is no such name, variant or file
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException if the file is no scenario
     */
    public Scenario find(String name) throws IOException {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            Path file = Path.of(name);
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("there is no readable file " + name);
            }
            return file(file);
        }
        int colon = name.indexOf(':');
        String id = colon < 0 ? name : name.substring(0, colon);
        if (!names.contains(id)) {
            throw new IllegalArgumentException(
                    "there is no scenario '" + id + "'; 'aikagi list' shows those there are, a file ends in .yaml");
        }
        return colon < 0 ? named(id) : named(id).only(name.substring(colon + 1));
    }

    /**
     * A scenario that comes with this program.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Scenario named(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("there is no scenario '" + name + "', only " + String.join(", ", names));
        }
        return reader.read(document(name));
    }

    /**
     * A user's own.
     *
     * @throws IOException if the file cannot be read
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException if it is no scenario
     */
    public Scenario file(Path file) throws IOException {
        return reader.read(YamlDocument.read(file.toString(), Files.readString(file)));
    }

    private static YamlDocument document(String name) {
        String file = "scenarios/" + name + ".yaml";
        return YamlDocument.read(file, resource(file));
    }

    private static String resource(String file) {
        try (@Nullable InputStream stream = ScenarioCatalog.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no resource " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
