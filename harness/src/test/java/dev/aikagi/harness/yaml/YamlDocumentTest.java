package dev.aikagi.harness.yaml;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class YamlDocumentTest {
    private static final String SCHEMA = "dev/aikagi/harness/yaml/shop.schema.json";

    @Test
    void read_coreSchema_isJson() {
        String yaml = """
                text: 記号12
                quoted: '012'
                numbers: [1, -2, 0x1f, 0o17, 1.5, 9223372036854775808]
                words: {t: true, f: False, n: ~, plain: yes, date: 2026-11-24}
                """;

        assertEquals(
                JsonMapper.shared().readTree("""
                        {"text": "記号12", "quoted": "012", "numbers": [1, -2, 31, 15, 1.5, 9223372036854775808],
                         "words": {"t": true, "f": false, "n": null, "plain": "yes", "date": "2026-11-24"}}
                        """).toString(),
                YamlDocument.read("a.yaml", yaml).root().toString());
    }

    @Test
    void markOf_valueAndKey_areLineAndColumnFromOne() {
        YamlDocument document = YamlDocument.read("a.yaml", "steps:\n  - sign-in: 太郎\n  - a/b: {c: 1}\n");

        assertEquals("a.yaml:2:14", document.markOf("/steps/0/sign-in").toString());
        assertEquals("a.yaml:2:5", document.keyMarkOf("/steps/0/sign-in").toString());
        assertEquals("a.yaml:3:14", document.markOf("/steps/1/a~1b/c").toString());
        assertEquals(
                "a.yaml:3:10", document.markOf("/steps/1/a~1b/missing/deeper").toString());
        assertEquals("a.yaml:1:1", document.markOf("").toString());
        assertEquals("a.yaml:3:5: not so", document.error("/steps/1", "not so").getMessage());
        assertThrows(IllegalArgumentException.class, () -> document.markOf("steps"));
    }

    @Test
    void read_byteOrderMark_isSkipped() {
        assertEquals(
                "b", YamlDocument.read("a.yaml", "\ufeffa: b").root().path("a").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a.yaml:1:1: the file is empty",
                "'a: 1\nb:\n  a: 1\n  a: 2' | a.yaml:4:3: the key 'a' stands twice; first in line 3",
                "'a: [\n' | a.yaml:2:1: no YAML: while parsing a flow node: expected the node content, but found '<stream end>'",
                "'a: b: c' | a.yaml:1:5: no YAML: mapping values are not allowed here",
                "'a: &x 1\nb: *x' | a.yaml:1:4: anchors (&) and aliases (*) are not allowed; write the value out",
                "'b: *x' | a.yaml:1:4: anchors (&) and aliases (*) are not allowed; write the value out",
                "'b: !java x' | a.yaml:1:4: the tag !java is not allowed",
                "'b: !!set {x}' | a.yaml:1:4: the tag tag:yaml.org,2002:set is not allowed",
                "'b: .inf' | a.yaml:1:4: '.inf' is no number that can be used here",
                "'? {a: b}\n: c' | a.yaml:1:3: a key must be plain text",
                "'a: 1\n---\nb: 2' | a.yaml:2:1: no YAML: expected a single document in the stream: but found another document"
            })
    void read_whatIsNotAllowed_saysWhere(String yaml, String message) {
        assertEquals(message, refusal(() -> YamlDocument.read("a.yaml", yaml)));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void read_bottomlessNesting_isRefused(int depth) {
        assertEquals(
                "a.yaml:1:65: nested deeper than 64 levels",
                refusal(() -> YamlDocument.read("a.yaml", "[".repeat(depth))));
        assertDoesNotThrow(() -> YamlDocument.read("a.yaml", "[".repeat(64) + "]".repeat(64)));
    }

    @Test
    void read_hugeFile_isRefused() {
        assertEquals(
                "a.yaml:1:1: the file is longer than 1000000 characters",
                refusal(() -> YamlDocument.read("a.yaml", "#".repeat(1_000_001))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: x",
                "{name: x, size: small, code: abc, count: 2, price: free, list: [a], rooms: {hall: 1}}",
                "name: x\nprice: {yen: 3}"
            })
    void validate_whatTheSchemaAllows_passes(String yaml) {
        assertDoesNotThrow(() -> YamlDocument.read("a.yaml", yaml).validate(SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'size: small' | a.yaml:1:1: the key 'name' is missing",
                "'name: x\nsise: small' | a.yaml:2:1: unknown key 'sise'; allowed: name, size, code, count, price, list, rooms",
                "'name: x\n<<: {size: small}' | a.yaml:2:1: unknown key '<<'; allowed: name, size, code, count, price, list, rooms",
                "'name: x\nsize: big' | a.yaml:2:7: 'big' is not allowed; allowed: small, large",
                "'name: 12' | a.yaml:1:7: here stands integer, allowed: text (put it in quotes)",
                "'name: [x]' | a.yaml:1:7: here stands a list, allowed: text",
                "'name: x\ncode: AB' | a.yaml:2:7: 'AB' is not allowed; allowed: small letters",
                "'name: x\ncount: 0' | a.yaml:2:8: must have a minimum value of 1 in 'count'",
                "'name: x\nlist: [a,\n  2]' | a.yaml:3:3: here stands integer, allowed: text (put it in quotes)",
                "'name: x\nprice: [1]' | a.yaml:2:8: here stands a list, allowed: text or a mapping",
                "'name: x\nprice:\n  usd: 1' | a.yaml:2:1: the key 'yen' is missing in 'price'",
                "'name: x\nprice:\n  yen: 1\n  usd: 1' | a.yaml:4:3: unknown key 'usd'; allowed: yen",
                "'name: x\nrooms:\n  Hall: 1' | a.yaml:3:3: the key 'Hall' is not allowed here; allowed: small letters",
                "'count: 0\nsize: big' | a.yaml:1:1: the key 'name' is missing",
                "'- name' | a.yaml:1:1: here stands a list, allowed: a mapping"
            })
    void validate_firstError_saysWhereAndWhatIsAllowed(String yaml, String message) {
        YamlDocument document = YamlDocument.read("a.yaml", yaml);

        assertEquals(message, refusal(() -> document.validate(SCHEMA)));
    }

    @Test
    void validate_schemaThatIsNotThere_isTheProgrammersError() {
        YamlDocument document = YamlDocument.read("a.yaml", "a: b");

        assertThrows(IllegalArgumentException.class, () -> document.validate("no/such.json"));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable attempt) {
        var refused = assertThrows(ScenarioSyntaxException.class, attempt);
        assertEquals(
                refused.getMessage().substring(0, refused.mark().toString().length()),
                refused.mark().toString());
        return refused.getMessage();
    }
}
