package dev.aikagi.harness.cli;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.AttemptResult;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.Verdict;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Shows probes as they end, one line each; of a finding, why. */
final class ProbeConsole {
    private final PrintWriter out;

    ProbeConsole(PrintWriter out) {
        this.out = out;
    }

    void finished(ProbeResult result) {
        out.println("%-12s %-8s %s"
                .formatted(result.verdict().word(), result.probe().severity().word(), result.probe()));
        if (result.verdict() != Verdict.PASS) {
            out.println("             " + printable(result.why()));
        }
        out.flush();
    }

    void summary(Assessment assessment) {
        String counts = Arrays.stream(Verdict.values())
                .map(verdict -> assessment.run().count(verdict) + " " + verdict.word())
                .collect(Collectors.joining(" · "));
        out.println();
        out.println("Findings: " + assessment.findings().size() + " (" + counts + ")");
        assessment.expected().forEach((id, reason) -> out.println("Expected: " + id + ", " + printable(reason)));
        assessment.expired().forEach(id -> out.println("Expired in the baseline, so it counts: " + id));
        assessment.gone().forEach(id -> out.println("In the baseline, and not found any more: " + id));
    }

    /** All of one probe. */
    void details(ProbeResult result) {
        finished(result);
        result.control().ifPresent(this::attempt);
        result.attempts().forEach(this::attempt);
        result.after().ifPresent(this::attempt);
    }

    private void attempt(AttemptResult attempt) {
        out.println();
        out.println(attempt.verdict().word() + " " + attempt.name() + ": " + printable(attempt.why()));
        attempt.exhibits().forEach(exhibit -> {
            out.println("  " + exhibit.name());
            exhibit.control().ifPresent(control -> out.println("    honest: " + control.hex()));
            out.println("    sent:   " + exhibit.sent().hex());
        });
        attempt.exchanges().forEach(exchange -> out.println("  " + printable(exchange.title())));
    }

    /** What a portal said must not steer a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }
}
