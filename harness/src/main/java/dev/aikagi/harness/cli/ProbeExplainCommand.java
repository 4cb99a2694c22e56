package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi probe explain}. */
@Command(name = "explain", description = "Say what a probe does and why.", mixinStandardHelpOptions = true)
final class ProbeExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "A probe, such as R-12.")
    private String id = "";

    @Override
    public Integer call() throws UsageException {
        Probe probe = ProbeCatalog.named(id)
                .orElseThrow(() ->
                        new UsageException("there is no probe '" + id + "': aikagi probe list shows those there are"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(probe);
        out.println("severity          " + probe.severity().word());
        out.println("a correct portal  " + probe.correct());
        out.println("to mend it        " + probe.fix());
        for (Source source : probe.sources()) {
            out.println("written in        " + source.words() + "  " + source.link());
        }
        line(out, "belongs to        ", probe.tags());
        line(out, "about the pages   ", probe.pages());
        line(out, "finds the defects ", probe.defects());
        out.flush();
        return ExitCode.PASSED;
    }

    private static void line(PrintWriter out, String label, List<String> values) {
        if (!values.isEmpty()) {
            out.println(label + String.join(", ", values));
        }
    }
}
