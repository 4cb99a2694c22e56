package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Evidence;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report for programs: the whole model as JSON, after {@code report.schema.json} beside this class. Instants and
 * durations are ISO 8601; the seed is a string, since many readers round large numbers.
 */
public final class JsonReportWriter {
    private final JsonGenerator json;

    private JsonReportWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the report; folders on the way are made.
     *
     * @throws IOException naming the file
     */
    public static void write(RunResult run, Path file) throws IOException {
        AtomicFile.write(file, out -> document(out, run));
    }

    private static void document(Writer out, RunResult run) throws IOException {
        try (JsonGenerator generator =
                JsonMapper.shared().writerWithDefaultPrettyPrinter().createGenerator(out)) {
            new JsonReportWriter(generator).run(run);
        } catch (JacksonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void run(RunResult run) {
        json.writeStartObject();
        json.writeStringProperty("format", "aikagi-report/1");
        json.writeName("run");
        info(run);
        json.writeName("scenarios");
        json.writeStartArray();
        run.scenarios().forEach(this::scenario);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void info(RunResult run) {
        RunInfo info = run.info();
        json.writeStartObject();
        json.writeStringProperty("tool", info.tool());
        json.writeStringProperty("portal", info.portal());
        json.writeStringProperty("baseUri", info.baseUri().toString());
        json.writeStringProperty("key", info.key());
        json.writeStringProperty("arithmetic", info.arithmetic());
        json.writeStringProperty("seed", String.valueOf(info.seed()));
        json.writeStringProperty("language", info.language().toLanguageTag());
        json.writeStringProperty("startedAt", info.startedAt().toString());
        json.writeStringProperty("took", run.took().toString());
        json.writeEndObject();
    }

    private void scenario(ScenarioResult scenario) {
        json.writeStartObject();
        json.writeStringProperty("id", scenario.id());
        json.writeStringProperty("chapter", scenario.chapter());
        json.writeStringProperty("title", scenario.title());
        json.writeStringProperty("variant", scenario.variant());
        json.writeStringProperty("outcome", Words.name(scenario.outcome()));
        json.writeStringProperty("note", scenario.note());
        json.writeStringProperty("startedAt", scenario.startedAt().toString());
        json.writeStringProperty("took", scenario.took().toString());
        json.writeName("steps");
        json.writeStartArray();
        scenario.steps().forEach(this::step);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void step(StepResult step) {
        json.writeStartObject();
        json.writeStringProperty("verb", step.verb());
        json.writeStringProperty("title", step.title());
        json.writeStringProperty("file", step.mark().file());
        json.writeNumberProperty("line", step.mark().line());
        json.writeNumberProperty("column", step.mark().column());
        json.writeStringProperty("outcome", Words.name(step.outcome()));
        json.writeStringProperty("message", step.message());
        json.writeStringProperty("startedAt", step.startedAt().toString());
        json.writeStringProperty("took", step.took().toString());
        json.writeName("evidence");
        json.writeStartArray();
        step.evidence().forEach(this::evidence);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void evidence(Evidence evidence) {
        json.writeStartObject();
        json.writeStringProperty("lane", Words.name(evidence.lane()));
        json.writeStringProperty("at", evidence.at().toString());
        json.writeStringProperty("took", evidence.took().toString());
        json.writeStringProperty("title", evidence.title());
        json.writeName("blocks");
        json.writeStartArray();
        evidence.blocks().forEach(this::block);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void block(Evidence.Block block) {
        json.writeStartObject();
        json.writeStringProperty("label", block.label());
        json.writeStringProperty("mediaType", block.mediaType());
        json.writeStringProperty("text", block.text());
        json.writeEndObject();
    }
}
