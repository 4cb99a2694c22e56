package dev.aikagi.harness.probe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The catalogue as a whole, and on the portal as it is meant to be. */
class ProbeCatalogTest {
    @Test
    void embeddedPortal_withoutDefects_hasNoFinding_andNothingUndecided() throws Exception {
        List<String> trouble = new ArrayList<>();
        try (EmbeddedTarget target = EmbeddedTarget.start(
                InstantSource.system(), 11, config -> config.limits(Limits.DEFAULT.withPasswordIterations(20)))) {
            ProbeRunner runner = new ProbeRunner(new Bench(target, 11, Locale.ENGLISH), true, result -> {});
            for (Probe probe : ProbeCatalog.all()) {
                ProbeResult result = runner.run(probe);
                if (result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE) {
                    trouble.add(probe + " " + result.verdict() + ": " + result.why());
                }
            }
        }
        assertEquals(List.of(), trouble);
    }

    @Test
    void ids_areOfTheirFamily_inOrder_eachOnce() {
        ProbeCatalog.families().forEach(family -> {
            List<String> ids = family.probes().stream().map(Probe::id).toList();
            assertEquals(ids.stream().sorted().distinct().toList(), ids);
            assertTrue(ids.stream().allMatch(id -> id.startsWith(family.letter() + "-")), family.letter());
        });
    }

    @Test
    void claims_areDefectsThatThereAre() {
        List<String> unknown = ProbeCatalog.all().stream()
                .flatMap(probe -> probe.defects().stream())
                .filter(name -> Defect.named(name).isEmpty())
                .distinct()
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void links_leadToAnchors_ofSpecificationsThatHaveThem() {
        ProbeCatalog.all()
                .forEach(probe -> probe.sources().forEach(source -> {
                    assertEquals("https", source.link().getScheme(), probe.id());
                    boolean webAuthn = source.link().getHost().equals("www.w3.org");
                    assertTrue(!webAuthn || source.link().getFragment() != null, probe.id());
                }));
    }

    @Test
    void matching_takesIdsAndFamilies_inEitherCase() {
        assertEquals("R-12", ProbeCatalog.matching("r-12").get(0).id());
        assertEquals(1, ProbeCatalog.matching("R-12").size());
        assertTrue(ProbeCatalog.matching("a").size() > 20);
        assertEquals(List.of(), ProbeCatalog.matching("nothing"));
    }
}
