package dev.aikagi.harness.scenario;

import dev.aikagi.harness.scenario.PersonaFile.Imap;
import dev.aikagi.harness.yaml.YamlDocument;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads who walks on a portal that is not ours. A value {@code env:NAME} is taken from the environment. */
public final class PersonaReader {
    private static final String SCHEMA = "dev/aikagi/harness/scenario/persona.schema.json";

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
        String password = text("/new-password");
        Persona persona = new Persona(
                userId,
                userId,
                given("/initial-password") ? text("/initial-password") : password,
                given("/birth-date") ? birthDate() : LocalDate.EPOCH,
                password,
                given("/mail") ? text("/mail/address") : "",
                password + ".vault");
        return new PersonaFile(persona, given("/mail") ? Optional.of(imap()) : Optional.empty());
    }

    private Imap imap() {
        return new Imap(
                text("/mail/imap/host"),
                document.root().at("/mail/imap/port").asInt(),
                text("/mail/imap/user"),
                text("/mail/imap/password"));
    }

    private boolean given(String pointer) {
        return !document.root().at(pointer).isMissingNode();
    }

    private LocalDate birthDate() {
        try {
            return LocalDate.parse(text("/birth-date"));
        } catch (DateTimeException e) {
            throw document.error("/birth-date", "no date of the form 1985-04-12");
        }
    }

    private String text(String pointer) {
        return document.text(pointer, environment);
    }
}
