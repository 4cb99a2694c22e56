package dev.aikagi.harness.probe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The catalogue on the portal as it is meant to be. */
class ProbeCatalogTest {
    @Test
    void embeddedPortal_withoutDefects_hasNoFinding() throws Exception {
        try (EmbeddedTarget target = EmbeddedTarget.start(
                InstantSource.system(),
                11,
                c -> c.limits(dev.aikagi.harness.portal.reference.Limits.DEFAULT.withPasswordIterations(500)))) {
            ProbeRunner runner = new ProbeRunner(new Bench(target, 11, Locale.ENGLISH), true, result -> {});
            List<String> findings = new java.util.ArrayList<>();
            for (var probe : ProbeCatalog.all()) {
                long t = System.nanoTime();
                ProbeResult result = runner.run(probe);
                System.err.println((System.nanoTime() - t) / 1000000 + " ms " + probe + " " + result.verdict() + " "
                        + result.why());
                for (var a : result.attempts())
                    if (a.verdict() != Verdict.PASS)
                        System.err.println("      " + a.name() + " " + a.verdict() + " " + a.why());
                if (result.verdict() != Verdict.PASS) {
                    findings.add(probe + " " + result.verdict() + ": " + result.why());
                }
            }
            assertEquals(List.of(), findings);
        }
    }
}
