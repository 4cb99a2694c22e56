package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code aikagi replay}: does a report's probe once more, with the report's seed and defects. */
@Command(
        name = "replay",
        description = "Do a report's probe once more, with its seed and defects, and show every byte.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REPORT", description = "The folder of a report, or its probes.json.")
    private Path report = Path.of("");

    @Parameters(index = "1", paramLabel = "ID", description = "A probe, such as R-12.")
    private String id = "";

    @Mixin
    private ProbeTarget where = new ProbeTarget();

    @Override
    public Integer call() throws UsageException, IOException {
        Probe probe = ProbeCatalog.named(id).orElseThrow(() -> new UsageException("there is no probe '" + id + "'"));
        JsonNode told = read();
        List<String> defects = new ArrayList<>();
        told.path("defects").forEach(defect -> defects.add(defect.asString("")));
        String itsPortal = told.path("portal").asString("");
        if (where.portal().equals(Targets.EMBEDDED) && !itsPortal.equals(Targets.EMBEDDED)) {
            throw new UsageException("the report is about the portal '" + itsPortal + "': give it as --portal");
        }
        where.repeat(Long.parseLong(told.path("seed").asString("0")), defects);
        ProbeConsole console = new ProbeConsole(spec.commandLine().getOut());
        ProbeRun run = where.run(List.of(probe), console::details);
        return ExitCode.of(Assessment.of(run, Severity.INFO), Severity.INFO);
    }

    private JsonNode read() throws UsageException, IOException {
        Path file = Files.isDirectory(report) ? report.resolve("probes.json") : report;
        if (!Files.isReadable(file)) {
            throw new UsageException("there is no readable file " + file);
        }
        try {
            JsonNode told = JsonMapper.shared().readTree(Files.readString(file));
            if (told.path("format").asString("").equals("aikagi-probes/1")) {
                return told;
            }
        } catch (JacksonException e) {
            throw new UsageException(file + " is not JSON: " + e.getOriginalMessage());
        }
        throw new UsageException(file + " is not a report of probes (probes.json)");
    }
}
