package dev.aikagi.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import dev.aikagi.harness.yaml.YamlDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios as data: what is read, and what is refused where and with which words. */
class ScenarioReaderTest {
    private static final String HEAD = "scenario: mine\ntitle: {ja: 例, en: Example}\n";
    private static final Map<String, String> LIBRARY = Map.of("first", """
            scenario: first
            title: {ja: 最初, en: First}
            parameters: {method: totp}
            steps:
              - choose-method: {method: '${method}'}
            """, "second", """
            scenario: second
            title: {ja: 次, en: Second}
            after: {scenario: first}
            steps:
              - reload: {}
            """);

    @Test
    void catalogue_isReadable_andHasTheManualsChapters() {
        List<Scenario> all = new ScenarioCatalog().all();

        assertEquals(
                List.of("1", "2-1", "2-2", "2-2★", "2-3", "2-4", "2-5①", "2-5②", "2-6"),
                all.stream()
                        .map(Scenario::chapter)
                        .filter(chapter -> !chapter.isEmpty())
                        .toList());
        for (Scenario scenario : all) {
            boolean notYet = scenario.notYet(Locale.ENGLISH).isPresent();
            assertEquals(notYet, scenario.walks().isEmpty(), scenario.id());
            scenario.walks().forEach(walk -> assertFalse(walk.steps().isEmpty(), scenario.id()));
        }
    }

    @Test
    void everyVerb_hasATitleInBothLanguages() {
        for (Scenario scenario : new ScenarioCatalog().all()) {
            for (Scenario.Variant walk : scenario.walks()) {
                walk.steps().forEach(step -> {
                    assertFalse(step.title(Locale.ENGLISH).isBlank(), step.verb());
                    assertFalse(step.title(Locale.JAPANESE).isBlank(), step.verb());
                });
            }
        }
    }

    @Test
    void variants_fillInTheirParameters_alsoInTheScenarioBefore() {
        Scenario scenario = read(HEAD + """
                parameters: {method: email}
                after: {scenario: first, with: {method: '${method}'}}
                variants:
                  one: {}
                  two: {key: touch-id, with: {method: passkey}}
                steps:
                  - choose-method: {method: '${method}'}
                """);

        assertEquals(
                List.of("one", "two"),
                scenario.walks().stream().map(Scenario.Variant::name).toList());
        assertEquals("windows-hello", scenario.walks().get(0).key());
        assertEquals("touch-id", scenario.walks().get(1).key());
        assertEquals(
                new ChooseMethod("email"),
                scenario.walks().get(0).steps().get(0).task().step());
        assertEquals(
                new ChooseMethod("passkey"),
                scenario.walks().get(1).steps().get(0).task().step());
        assertEquals(
                new ChooseMethod("passkey"),
                scenario.walks().get(1).steps().get(1).task().step());
        assertEquals(5, scenario.walks().get(1).steps().get(0).mark().line(), "in the file of the scenario before");
        assertEquals("first.yaml", scenario.walks().get(1).steps().get(0).mark().file());
    }

    @Test
    void stepMark_isWhereTheVerbStands() {
        var step =
                read(HEAD + "steps:\n  - reload: {}\n").walks().get(0).steps().get(0);

        assertEquals("mine.yaml:4:5", step.mark().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "steps: []|mine.yaml:3:8|at least",
                "steps:\\n  - jump: {}|mine.yaml:4:5|jump",
                "steps:\\n  - reload: {}\\n    open: top|mine.yaml:4:5|one verb",
                "steps:\\n  - say: {ja: x, en: y}|mine.yaml:4:5|one verb",
                "steps:\\n  - sign-in: {password: old}|mine.yaml:4:25|'old' is none of initial, new, wrong, weak",
                "steps:\\n  - sign-in: {pasword: new}|mine.yaml:4:15|pasword",
                "steps:\\n  - sign-in: {times: many}|mine.yaml:4:22|integer",
                "steps:\\n  - wait: soon|mine.yaml:4:11|ISO 8601",
                "steps:\\n  - wait: PT-5M|mine.yaml:4:11|backwards",
                "steps:\\n  - choose-method: {method: '${way}'}|mine.yaml:4:29|no parameter 'way'",
                "steps:\\n  - scan-qr: {app: abacus}|mine.yaml:4:20|'abacus' is none of google-authenticator",
                "after: {scenario: third}\\nsteps:\\n  - reload: {}|mine.yaml:3:19|no scenario 'third'",
                "after: {scenario: second}\\nsteps:\\n  - reload: {}|mine.yaml:3:19|itself begins",
                "colour: red\\nsteps:\\n  - reload: {}|mine.yaml:3:1|colour",
                "steps:\\n  - reload: {|mine.yaml:|",
            })
    void mistake_isToldWithItsPlace(String text, String place, String word) {
        var refused = assertThrows(ScenarioSyntaxException.class, () -> read(HEAD + text.replace("\\n", "\n")));

        assertTrue(refused.getMessage().startsWith(place), refused.getMessage());
        assertTrue(word == null || refused.getMessage().contains(word), refused.getMessage());
    }

    @Test
    void unknownName_listsTheKnownOnes() {
        var refused = assertThrows(IllegalArgumentException.class, () -> new ScenarioCatalog().named("other"));
        assertTrue(refused.getMessage().contains("passkey-pc"), refused.getMessage());
        var variant = assertThrows(
                IllegalArgumentException.class,
                () -> new ScenarioCatalog().named("passkey-pc").only("other"));
        assertTrue(variant.getMessage().contains("touch-id"), variant.getMessage());
    }

    private static Scenario read(String text) {
        ScenarioReader reader = new ScenarioReader(name -> {
            String found = LIBRARY.get(name);
            if (found == null) {
                throw new IllegalArgumentException(name);
            }
            return YamlDocument.read(name + ".yaml", found);
        });
        return reader.read(YamlDocument.read("mine.yaml", text));
    }
}
