package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each defect of the embedded portal beside each probe: those that claim it find it, and no other above severity low finds
 * anything. Of the others some are done; with {@code -Daikagi.matrix=full} all, which takes half an hour of two cores, with
 * {@code -Daikagi.matrix=A,E-06} a family and a probe; {@code -Daikagi.matrix.part=2/10} is a tenth of the defects. What means nothing on a portal that asks for no attestation, or speaks plain
 * HTTP, is done on one that asks for it, that looks models up, that speaks HTTPS; what it may forget without its pages is done
 * there.
 */
class DefectMatrixTest {
    /** The others that are done beside every defect: all, or those of families and ids; none said, a few of them. */
    private static final String ASKED = System.getProperty("aikagi.matrix", "");

    private static final int OTHERS = 2;

    /** Where hashing takes so long that its absence shows, whatever else the machine does. */
    private static final String TIMING = "password.unknown-user-quick";

    /** What shows over HTTPS alone. */
    private static final Set<String> OVER_HTTPS =
            Set.of("http.plain-served", "cookie.not-secure", "headers.no-strict-transport");

    /** Which part of the defects is done, such as {@code 2/5}: all of it takes long. */
    private static final String PART = System.getProperty("aikagi.matrix.part", "1/1");

    /** No mistake of a portal, but a decision that its profile states: {@code PolicyProbeTest} shows it failing. */
    private static final Set<String> POLICIES = Set.of("E-15");

    private static final List<Probe> PROBES = ProbeCatalog.all();

    static Stream<Defect> defects() {
        List<Defect> claimed =
                Defect.all().stream().filter(DefectMatrixTest::isClaimed).toList();
        String[] part = PART.split("/", 2);
        int parts = Integer.parseInt(part[1]);
        int first = Integer.parseInt(part[0]) - 1;
        return IntStream.range(0, claimed.size())
                .filter(at -> at % parts == first)
                .mapToObj(claimed::get);
    }

    private static boolean isClaimed(Defect defect) {
        return PROBES.stream().anyMatch(probe -> probe.defects().contains(defect.name()));
    }

    @Test
    void everyProbe_canFail() {
        List<String> unprovoked = PROBES.stream()
                .filter(probe -> probe.defects().isEmpty())
                .filter(probe -> !POLICIES.contains(probe.id()))
                .map(Probe::toString)
                .toList();
        assertEquals(List.of(), unprovoked);
    }

    @Test
    void everyDefect_isClaimed() {
        List<String> unnoticed = Defect.all().stream()
                .filter(defect -> !isClaimed(defect))
                .map(Defect::name)
                .toList();
        assertEquals(List.of(), unnoticed);
    }

    private static boolean isCeremony(Probe probe) {
        return "RTMA".contains(probe.family());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void defect_isFoundByTheProbesThatClaimIt_andByNoOther(Defect defect) throws Exception {
        try (Portals portals = new Portals(defect)) {
            TreeSet<String> claiming = new TreeSet<>();
            TreeSet<String> found = new TreeSet<>();
            List<String> why = new ArrayList<>();
            for (Probe probe : chosen(defect)) {
                boolean claims = probe.defects().contains(defect.name());
                ProbeResult result = portals.run(probe);
                if (claims) {
                    claiming.add(probe.id());
                }
                if (result.verdict().isFinding() && (claims || probe.severity().atLeast(Severity.MEDIUM))) {
                    found.add(probe.id());
                }
                why.add(probe.id() + " " + result.verdict() + ": " + result.why());
            }
            assertNotEquals(new TreeSet<>(), claiming);
            assertEquals(claiming, found, () -> String.join("\n", why));
        }
    }

    /** A portal with the defect, and where they are needed two more: one asks for attestation, one for metadata. */
    private static final class Portals implements AutoCloseable {
        private final Defect defect;
        private final EmbeddedTarget usual;
        private final ProbeRunner there;
        private final List<EmbeddedTarget> others = new ArrayList<>();

        Portals(Defect defect) throws IOException {
            this.defect = defect;
            this.usual = usual();
            this.there = runner(usual);
        }

        private EmbeddedTarget usual() throws IOException {
            if (isOfRest(defect)) {
                return EmbeddedTarget.rest(InstantSource.system(), 7, this::configured);
            }
            return OVER_HTTPS.contains(defect.name())
                    ? EmbeddedTarget.secure(InstantSource.system(), 7, this::configured)
                    : EmbeddedTarget.start(InstantSource.system(), 7, this::configured);
        }

        private ReferencePortalConfig.Builder configured(ReferencePortalConfig.Builder config) {
            int iterations = defect.name().equals(TIMING) ? 60_000 : 20;
            return config.defects(List.of(defect)).limits(Limits.DEFAULT.withPasswordIterations(iterations));
        }

        private static ProbeRunner runner(EmbeddedTarget target) {
            return new ProbeRunner(new Bench(target, 7, Locale.ENGLISH), true, result -> {});
        }

        ProbeResult run(Probe probe) throws IOException {
            ProbeResult result = there.run(probe);
            boolean elsewhere = "TM".contains(probe.family());
            if (result.verdict() != Verdict.NOT_APPLICABLE || !elsewhere) {
                return result;
            }
            if (others.isEmpty()) {
                others.add(EmbeddedTarget.attested(InstantSource.system(), 7, this::configured));
                others.add(EmbeddedTarget.withMetadata(InstantSource.system(), 7, this::configured));
            }
            return runner(others.get(probe.family().equals("T") ? 0 : 1)).run(probe);
        }

        @Override
        public void close() {
            others.forEach(EmbeddedTarget::close);
            usual.close();
        }
    }

    /** Mistakes that the portal can only make without its pages. */
    private static boolean isOfRest(Defect defect) {
        return defect.name().startsWith("rest.");
    }

    private static boolean isAsked(Probe probe) {
        return ASKED.equals("full")
                || Stream.of(ASKED.split(",")).anyMatch(one -> one.equals(probe.id()) || one.equals(probe.family()));
    }

    /** The others are of the families that a defect of its kind could reach. */
    private static List<Probe> chosen(Defect defect) {
        boolean ceremony = defect.name().startsWith("webauthn.") || isOfRest(defect);
        List<Probe> chosen = new ArrayList<>();
        List<Probe> others = new ArrayList<>();
        for (Probe probe : PROBES) {
            boolean claims = probe.defects().contains(defect.name());
            if (claims || isAsked(probe)) {
                chosen.add(probe);
            } else if (isCeremony(probe) == ceremony) {
                others.add(probe);
            }
        }
        for (int other = 0; other < OTHERS && ASKED.isEmpty(); other++) {
            int from = Math.floorMod(defect.name().hashCode(), others.size());
            chosen.add(others.get((from + other * 17) % others.size()));
        }
        return chosen;
    }
}
