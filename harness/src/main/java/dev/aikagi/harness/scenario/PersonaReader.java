package dev.aikagi.harness.scenario;

import dev.aikagi.harness.yaml.YamlDocument;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Reads who walks on a portal that is not ours. A value {@code env:NAME} is taken from the environment. */
public final class PersonaReader {
    private static final String SCHEMA = "dev/aikagi/harness/scenario/persona.schema.json";
    private static final String ENV = "env:";

    private final YamlDocument document;
    private final UnaryOperator<@org.jspecify.annotations.Nullable String> environment;

    private PersonaReader(YamlDocument document, UnaryOperator<@org.jspecify.annotations.Nullable String> environment) {
        this.document = document;
        this.environment = environment;
    }

    /**
     * Reads a file.
     *
     * @param environment the values of its variables, null where there is none
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException if it says nobody; with file, line and column
     */
    public static PersonaFile read(
            String fileName, String text, UnaryOperator<@org.jspecify.annotations.Nullable String> environment) {
        YamlDocument document = YamlDocument.read(fileName, text);
        document.validate(SCHEMA);
        return new PersonaReader(document, environment).persona();
    }

    private PersonaFile persona() {
        String userId = text("/user-id");
        Persona persona = new Persona(
                userId,
                userId,
                text("/initial-password"),
                birthDate(),
                text("/new-password"),
                text("/mail/address"),
                text("/new-password") + ".vault");
        return new PersonaFile(
                persona,
                text("/mail/imap/host"),
                document.root().at("/mail/imap/port").asInt(),
                text("/mail/imap/user"),
                text("/mail/imap/password"));
    }

    private LocalDate birthDate() {
        try {
            return LocalDate.parse(text("/birth-date"));
        } catch (DateTimeException e) {
            throw document.error("/birth-date", "no date of the form 1985-04-12");
        }
    }

    private String text(String pointer) {
        JsonNode value = document.root().at(pointer);
        String text = value.asString();
        if (!text.startsWith(ENV)) {
            return text;
        }
        String found = environment.apply(text.substring(ENV.length()));
        if (found == null) {
            throw document.error(pointer, "the environment has no " + text.substring(ENV.length()));
        }
        return found;
    }
}
