package dev.aikagi.harness.report;

import dev.aikagi.harness.probe.AttemptResult;
import dev.aikagi.harness.probe.Exchange;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.ProbeRunInfo;
import dev.aikagi.harness.probe.Source;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report of a run of probes for programs, and for {@code aikagi replay}: the whole model as JSON. Bytes are in
 * hexadecimal; the seed is a string, since many readers round large numbers. There is no time in it.
 */
public final class ProbeJsonWriter {
    private final JsonGenerator json;

    private ProbeJsonWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the report; folders on the way are made.
     *
     * @throws IOException naming the file
     */
    public static void write(ProbeRun run, Path file) throws IOException {
        AtomicFile.write(file, out -> document(out, run));
    }

    private static void document(Writer out, ProbeRun run) throws IOException {
        try (JsonGenerator generator =
                JsonMapper.shared().writerWithDefaultPrettyPrinter().createGenerator(out)) {
            new ProbeJsonWriter(generator).run(run);
        } catch (JacksonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void run(ProbeRun run) {
        ProbeRunInfo info = run.info();
        json.writeStartObject();
        json.writeStringProperty("format", "aikagi-probes/1");
        json.writeStringProperty("tool", info.tool());
        json.writeStringProperty("portal", info.portal());
        json.writeStringProperty("baseUri", info.baseUri().toString());
        json.writeStringProperty("seed", String.valueOf(info.seed()));
        strings("defects", info.defects());
        json.writeName("results");
        json.writeStartArray();
        run.results().forEach(this::result);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void result(ProbeResult result) {
        Probe probe = result.probe();
        json.writeStartObject();
        json.writeStringProperty("id", probe.id());
        json.writeStringProperty("title", probe.title());
        json.writeStringProperty("severity", probe.severity().word());
        json.writeStringProperty("verdict", result.verdict().word());
        json.writeStringProperty("why", result.why());
        json.writeStringProperty("correct", probe.correct());
        json.writeStringProperty("fix", probe.fix());
        strings("tags", probe.tags());
        strings(
                "sources",
                probe.sources().stream().map(Source::link).map(Object::toString).toList());
        result.control().ifPresent(control -> attempt("control", control));
        json.writeName("attempts");
        json.writeStartArray();
        result.attempts().forEach(this::attempt);
        json.writeEndArray();
        result.after().ifPresent(control -> attempt("controlAfter", control));
        json.writeEndObject();
    }

    private void attempt(String name, AttemptResult attempt) {
        json.writeName(name);
        attempt(attempt);
    }

    private void attempt(AttemptResult attempt) {
        json.writeStartObject();
        json.writeStringProperty("name", attempt.name());
        json.writeStringProperty("verdict", attempt.verdict().word());
        attempt.outcome().ifPresent(outcome -> json.writeStringProperty("outcome", outcome.name()));
        json.writeStringProperty("why", attempt.why());
        json.writeName("exhibits");
        json.writeStartArray();
        attempt.exhibits().forEach(this::exhibit);
        json.writeEndArray();
        json.writeName("exchanges");
        json.writeStartArray();
        attempt.exchanges().forEach(this::exchange);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void exhibit(Exhibit exhibit) {
        json.writeStartObject();
        json.writeStringProperty("name", exhibit.name());
        exhibit.control().ifPresent(control -> json.writeStringProperty("control", control.hex()));
        json.writeStringProperty("sent", exhibit.sent().hex());
        json.writeEndObject();
    }

    private void exchange(Exchange exchange) {
        json.writeStartObject();
        json.writeStringProperty("title", exchange.title());
        json.writeStringProperty("request", exchange.request());
        json.writeStringProperty("response", exchange.response());
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
