package dev.aikagi.harness.report;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.yaml.SourceMark;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings for code scanning: SARIF 2.1.0 (OASIS), a rule a probe, a result a probe that was done. A result stands where the
 * portal profile describes the page that it is about.
 */
public final class SarifWriter {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Assessment assessment;
    private final Function<Probe, SourceMark> marks;

    private SarifWriter(Assessment assessment, Function<Probe, SourceMark> marks) {
        this.assessment = assessment;
        this.marks = marks;
    }

    /**
     * Writes the file; folders on the way are made.
     *
     * @param marks where each probe's page stands in the profile
     * @throws IOException naming the file
     */
    public static void write(Assessment assessment, Function<Probe, SourceMark> marks, Path file) throws IOException {
        AtomicFile.write(file, out -> document(out, new SarifWriter(assessment, marks).log()));
    }

    private static void document(Writer out, ObjectNode log) throws IOException {
        try {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log));
        } catch (JacksonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ObjectNode log() {
        ProbeRun run = assessment.run();
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode sarif = log.putArray("runs").addObject();
        ObjectNode driver = sarif.putObject("tool").putObject("driver").put("name", "Aikagi");
        driver.put("fullName", run.info().tool());
        ArrayNode rules = driver.putArray("rules");
        run.results().forEach(result -> rule(rules.addObject(), result.probe()));
        ArrayNode results = sarif.putArray("results");
        List<ProbeResult> all = run.results();
        for (int i = 0; i < all.size(); i++) {
            result(results.addObject(), all.get(i), i);
        }
        ObjectNode properties = sarif.putObject("properties");
        properties.put("portal", run.info().portal());
        properties.put("baseUri", run.info().baseUri().toString());
        properties.put("seed", String.valueOf(run.info().seed()));
        return log;
    }

    private static void rule(ObjectNode rule, Probe probe) {
        rule.put("id", probe.id());
        rule.putObject("shortDescription").put("text", probe.title());
        rule.putObject("fullDescription").put("text", "A correct portal: " + probe.correct());
        rule.put("helpUri", probe.sources().get(0).link().toString());
        rule.putObject("help").put("text", probe.fix());
        rule.putObject("defaultConfiguration").put("level", level(probe.severity()));
        ObjectNode properties = rule.putObject("properties");
        properties.put("security-severity", score(probe.severity()));
        ArrayNode tags = properties.putArray("tags").add("security");
        probe.tags().forEach(tags::add);
    }

    private void result(ObjectNode result, ProbeResult done, int index) {
        Verdict verdict = done.verdict();
        result.put("ruleId", done.probe().id()).put("ruleIndex", index);
        result.put("kind", kind(verdict));
        // §3.27.10: a result that is no failure has level none.
        result.put("level", verdict.isFinding() ? level(done.probe().severity()) : "none");
        result.putObject("message").put("text", verdict.word() + ": " + done.why());
        SourceMark mark = marks.apply(done.probe());
        ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(mark.file()));
        physical.putObject("region").put("startLine", mark.line()).put("startColumn", mark.column());
        result.putObject("partialFingerprints").put("probe/v1", done.probe().id());
        Optional.ofNullable(assessment.expected().get(done.probe().id()))
                .ifPresent(reason -> result.putArray("suppressions")
                        .addObject()
                        .put("kind", "external")
                        .put("status", "accepted")
                        .put("justification", reason));
    }

    /** §3.27.9. */
    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case FAIL, WEAK -> "fail";
            case INCONCLUSIVE -> "open";
            case PASS -> "pass";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** As code scanning reads it: CVSS-like, above 9 is critical, above 7 high. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "3.0";
            case INFO -> "0.0";
        };
    }

    private static String uri(String file) {
        return Path.of(file).isAbsolute()
                ? Path.of(file).toUri().toString()
                : file.replace('\\', '/').replace(" ", "%20");
    }
}
