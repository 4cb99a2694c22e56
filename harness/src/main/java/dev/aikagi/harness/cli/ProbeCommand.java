package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.Baseline;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.report.ProbeHtmlWriter;
import dev.aikagi.harness.report.ProbeJUnitWriter;
import dev.aikagi.harness.report.ProbeJsonWriter;
import dev.aikagi.harness.report.SarifWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi probe}: does one wrong thing after the other to a portal and shows why it was refused, or that it was not. */
@Command(
        name = "probe",
        description =
                "Do one wrong thing after the other to a portal, and show why it was refused, or that it was not.",
        mixinStandardHelpOptions = true,
        subcommands = {ProbeListCommand.class, ProbeExplainCommand.class})
final class ProbeCommand implements Callable<Integer> {
    /** What a report can be written as. */
    enum Format {
        HTML,
        JUNIT,
        SARIF,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID|FAMILY",
            description = "A probe such as R-12, or all of a letter; the whole catalogue if none is given.")
    private List<String> wanted = List.of();

    @Mixin
    private ProbeTarget where = new ProbeTarget();

    @Option(
            names = "--severity",
            description = "Findings below this one do not count: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "info")
    private Severity threshold = Severity.INFO;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that are known and accepted: a YAML list of probe, reason, expires.")
    private @Nullable Path baseline;

    @Option(names = "--report", paramLabel = "DIR", description = "Write reports there.")
    private @Nullable Path report;

    @Option(names = "--format", split = ",", description = "Which reports: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Format> formats = EnumSet.allOf(Format.class);

    @Override
    public Integer call() throws UsageException, IOException {
        List<Probe> probes = chosen(wanted);
        Baseline expected = baseline();
        PrintWriter out = spec.commandLine().getOut();
        ProbeConsole console = new ProbeConsole(out);
        ProbeRun run = where.run(probes, console::finished);
        // Whether an entry of the baseline has expired is asked of the real calendar, not of the portal's.
        Assessment assessment = expected.assess(run, threshold, LocalDate.now(Clock.systemUTC()));
        console.summary(assessment);
        write(assessment, out);
        out.println("Repeat: " + Repetition.of(spec, run.info().seed()));
        out.flush();
        return ExitCode.of(assessment, threshold);
    }

    private static List<Probe> chosen(List<String> names) throws UsageException {
        if (names.isEmpty()) {
            return ProbeCatalog.all();
        }
        Set<Probe> chosen = new LinkedHashSet<>();
        for (String name : names) {
            List<Probe> matching = ProbeCatalog.matching(name);
            if (matching.isEmpty()) {
                throw new UsageException(
                        "there is no probe and no family '" + name + "': aikagi probe list shows those there are");
            }
            chosen.addAll(matching);
        }
        return List.copyOf(chosen);
    }

    private Baseline baseline() throws UsageException, IOException {
        Set<String> ids = ProbeCatalog.all().stream().map(Probe::id).collect(Collectors.toSet());
        if (baseline == null) {
            return Baseline.read("no baseline", "accepted: []", ids);
        }
        if (!Files.isReadable(baseline)) {
            throw new UsageException("--baseline: there is no readable file " + baseline);
        }
        return Baseline.read(baseline.toString(), Files.readString(baseline), ids);
    }

    private void write(Assessment assessment, PrintWriter out) throws IOException, UsageException {
        if (report == null) {
            out.println("Add --report DIR to keep a report with the evidence.");
            return;
        }
        ProbeRun run = assessment.run();
        if (formats.contains(Format.HTML)) {
            Path html = report.resolve("probes.html");
            ProbeHtmlWriter.write(assessment, html);
            out.println("Report: " + html.toAbsolutePath().normalize());
        }
        if (formats.contains(Format.JUNIT)) {
            Set<String> accepted = assessment.expected().keySet();
            ProbeJUnitWriter.write(run, accepted, report.resolve("junit").resolve("TEST-aikagi.probes.xml"));
        }
        if (formats.contains(Format.SARIF)) {
            SarifWriter.write(assessment, where.marks(), report.resolve("probes.sarif"));
        }
        if (formats.contains(Format.JSON)) {
            ProbeJsonWriter.write(run, report.resolve("probes.json"));
        }
    }
}
