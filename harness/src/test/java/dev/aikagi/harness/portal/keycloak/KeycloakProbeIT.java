package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.KnownFindings;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeLanes;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.ProbeRunInfo;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.KeycloakTarget;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole catalogue against a real Keycloak. What it finds is what {@code keycloak-baseline.yaml} says, each with its
 * reason: one more finding, or one less, fails the test. {@code KEYCLOAK-FINDINGS.md} tells them in full.
 */
class KeycloakProbeIT {
    private static final long SEED = 5;

    /** Without the rows that need the server's clock, roots that it trusts, metadata, or pages of the account console. */
    private static final int LEAST_JUDGED = 100;

    /** On a server that asks for attestation. */
    private static final List<String> SOME = List.of(
            "R-01", "R-12", "R-18", "T-02", "T-04", "T-05", "T-06", "T-07", "T-08", "T-09", "T-10", "T-11", "T-12",
            "T-14", "A-01", "A-18", "O-01", "F-22");

    /** What is found there; {@code KEYCLOAK-FINDINGS.md} tells why. */
    private static final List<String> FOUND = List.of("T-04", "T-11", "F-22");

    private static final String BASELINE = "keycloak-baseline.yaml";

    @BeforeAll
    static void fetch() throws IOException {
        FetchedKeycloak.archive();
    }

    @Test
    void keycloak_hasTheFindingsThatAreKnown_nothingUndecided_andNobodyIsLeftThere() throws Exception {
        ProbeRun run;
        try (KeycloakTarget target =
                KeycloakTarget.start("keycloak", InstantSource.system(), new SecureRandom(), line -> {})) {
            run = probed(target, ProbeCatalog.all());
            for (String person : List.of("R-01/1", "A-03/2", "O-01/1", "E-05/1", "F-01/1", "F-22/1")) {
                Persona gone = Persona.generate(SEED, person);
                assertThrows(IOException.class, () -> target.credentialTypes(gone), person);
            }
        }

        long judged = run.results().size() - run.count(Verdict.NOT_APPLICABLE);
        assertTrue(
                judged >= LEAST_JUDGED,
                () -> KnownFindings.told(run, Verdict.NOT_APPLICABLE).toString());
        KnownFindings.of(KeycloakProbeIT.class, BASELINE).assertAre(run);
    }

    /**
     * Keycloak as it comes, which trusts an authority of ours and asks for attestation: what means nothing on one that
     * trusts nobody, and some rows on its own pages.
     */
    @Test
    void keycloakAsItComes_thatAsksForAttestation_refusesForgedCertificates() throws Exception {
        ProbeRun run;
        try (KeycloakTarget target =
                KeycloakTarget.start("keycloak-attested", InstantSource.system(), new SecureRandom(), line -> {})) {
            run = probed(target, SOME.stream().map(KeycloakProbeIT::probe).toList());
        }

        assertEquals(List.of(), KnownFindings.told(run, Verdict.INCONCLUSIVE));
        assertEquals(List.of(), KnownFindings.told(run, Verdict.NOT_APPLICABLE));
        List<String> found = run.results().stream()
                .filter(result -> result.verdict().isFinding())
                .map(result -> result.probe().id())
                .toList();
        assertEquals(
                FOUND,
                found,
                () -> run.results().stream()
                        .filter(result -> result.verdict().isFinding())
                        .map(KnownFindings::told)
                        .collect(Collectors.joining("\n")));
    }

    private static Probe probe(String id) {
        return ProbeCatalog.named(id).orElseThrow();
    }

    private static ProbeRun probed(KeycloakTarget target, List<Probe> probes) throws IOException {
        ProbeRunInfo info =
                new ProbeRunInfo("test", target.profile().name(), target.baseUri(), SEED, Locale.ENGLISH, List.of());
        return new ProbeLanes(() -> new Bench(target, SEED, Locale.ENGLISH), target.lanes(), true, result -> {})
                .run(info, probes);
    }
}
