package dev.aikagi.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportWriterTest {
    @TempDir
    Path folder;

    @Test
    void write_sampleRun_isValidAfterTheSchemaAndComplete() throws Exception {
        String json = json();

        assertEquals(List.of(), schema().validate(json, InputFormat.JSON));
        JsonNode run = JsonMapper.shared().readTree(json);
        assertEquals("4711", run.at("/run/seed").asString());
        assertEquals("2026-11-24T06:00:00Z", run.at("/run/startedAt").asString());
        assertEquals("PT4.321S", run.at("/run/took").asString());
        assertEquals("ja", run.at("/run/language").asString());
        assertEquals("failed", run.at("/scenarios/1/outcome").asString());
        assertEquals("not-yet", run.at("/scenarios/4/outcome").asString());
        assertEquals(12, run.at("/scenarios/0/steps/0/line").asInt());
        assertEquals("http", run.at("/scenarios/0/steps/0/evidence/1/lane").asString());
        assertEquals(
                "<html><h1>生年月日の確認</h1></html>",
                run.at("/scenarios/0/steps/0/evidence/1/blocks/1/text").asString());
    }

    @Test
    void write_twice_isTheSameToTheByte() throws Exception {
        assertEquals(json(), json());
        assertTrue(json().startsWith("{\n  \"format\" : \"aikagi-report/1\",\n  \"run\" : {\n    \"tool\""), json());
    }

    @Test
    void schema_brokenReports_areFound() throws Exception {
        String json = json();

        for (String broken : List.of(
                json.replace("\"not-yet\"", "\"green\""),
                json.replace("\"seed\" : \"4711\"", "\"seed\" : 4711"),
                json.replace("PT4.321S", "4.3 s"),
                json.replace("2026-11-24T06:00:00Z", "today"),
                json.replace("\"portal\"", "\"gate\""),
                json.replace("\"lane\" : \"mail\"", "\"lane\" : \"post\""))) {
            assertFalse(schema().validate(broken, InputFormat.JSON).isEmpty());
        }
    }

    private String json() throws Exception {
        Path file = folder.resolve("report.json");
        JsonReportWriter.write(SampleRun.in(Locale.JAPANESE), file);
        return Files.readString(file);
    }

    private static Schema schema() throws Exception {
        try (InputStream in = JsonReportWriter.class.getResourceAsStream("report.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
