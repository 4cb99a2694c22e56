package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aikagi probe list}. */
@Command(name = "list", description = "List the probes by families.", mixinStandardHelpOptions = true)
final class ProbeListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (ProbeFamily family : ProbeCatalog.families()) {
            out.println(family.letter() + "  " + family.title());
            for (Probe probe : family.probes()) {
                out.println("   %s  %-8s  %s%s"
                        .formatted(
                                probe.id(),
                                probe.severity().word(),
                                probe.title(),
                                probe.isDestructive() ? "  (--destructive)" : ""));
            }
        }
        out.println(ProbeCatalog.all().size() + " probes; aikagi probe explain ID says more");
        out.flush();
        return ExitCode.PASSED;
    }
}
