package dev.aikagi.harness.probe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue as a whole, and on the portal as it is meant to be. */
class ProbeCatalogTest {
    @Test
    void embeddedPortal_withoutDefects_hasNoFinding_andNothingUndecided() throws Exception {
        try (EmbeddedTarget target = EmbeddedTarget.start(InstantSource.system(), 11, ProbeCatalogTest::quick)) {
            assertEquals(List.of(), trouble(target, ProbeCatalog.all()));
        }
    }

    /** Everything that has to do with passkeys: every honest message bears a certificate there. */
    @Test
    void embeddedPortal_thatAsksForAttestation_hasNoFinding_andNothingUndecided() throws Exception {
        List<Probe> passkeys = ProbeCatalog.all().stream()
                .filter(probe -> "RTA".contains(probe.family()))
                .toList();
        try (EmbeddedTarget target = EmbeddedTarget.attested(InstantSource.system(), 11, ProbeCatalogTest::quick)) {
            assertEquals(List.of(), trouble(target, passkeys));
        }
    }

    @Test
    void embeddedPortal_thatLooksModelsUp_hasNoFinding_andNothingUndecided() throws Exception {
        List<Probe> some = ProbeCatalog.all().stream()
                .filter(probe ->
                        "TM".contains(probe.family()) || List.of("R-01", "A-01").contains(probe.id()))
                .toList();
        try (EmbeddedTarget target = EmbeddedTarget.withMetadata(InstantSource.system(), 11, ProbeCatalogTest::quick)) {
            assertEquals(List.of(), trouble(target, some));
        }
    }

    /** What is another thing over HTTPS: cookies, headers, plain HTTP beside it, the origin of passkeys. */
    @Test
    void embeddedPortal_overHttps_hasNoFinding_andNothingUndecided() throws Exception {
        List<Probe> some = Stream.of("R-01", "R-15", "A-01", "F-16", "F-18", "F-19", "F-29")
                .map(id -> ProbeCatalog.named(id).orElseThrow())
                .toList();
        try (EmbeddedTarget target = EmbeddedTarget.secure(InstantSource.system(), 11, ProbeCatalogTest::quick)) {
            assertEquals(List.of(), trouble(target, some));
        }
    }

    private static ReferencePortalConfig.Builder quick(ReferencePortalConfig.Builder config) {
        return config.limits(Limits.DEFAULT.withPasswordIterations(20));
    }

    private static List<String> trouble(EmbeddedTarget target, List<Probe> probes) throws Exception {
        List<String> trouble = new ArrayList<>();
        ProbeRunner runner = new ProbeRunner(new Bench(target, 11, Locale.ENGLISH), true, result -> {});
        for (Probe probe : probes) {
            ProbeResult result = runner.run(probe);
            if (result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE) {
                trouble.add(probe + " " + result.verdict() + ": " + result.why());
            }
        }
        return trouble;
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
