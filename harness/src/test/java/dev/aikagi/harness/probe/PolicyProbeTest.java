package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.SameTarget;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Probes that ask what a portal's operator has decided, on portals whose profiles state it otherwise. */
class PolicyProbeTest {
    @Test
    void mailAsTheOnlySecondFactor_thatNobodyHasAccepted_isFound() throws Exception {
        assertEquals(Verdict.NOT_APPLICABLE, verdict("E-15", Map.of()));
        assertEquals(Verdict.FAIL, verdict("E-15", Map.of("mail-as-second-factor", "refused")));
    }

    /** The last attempt of T-23, which the first two would hide. */
    @Test
    void passkeysWhoseAttestationWasTakenBackLater_areLookedAt_whereTheyArePromisedToBeRefused() throws Exception {
        assertEquals(Verdict.PASS, afterwards(List.of(), Map.of()));
        assertEquals(
                Verdict.FAIL,
                afterwards(
                        List.of(Defect.named("webauthn.attestation-revocation-not-checked")
                                .orElseThrow()),
                        Map.of()));
        assertEquals(Verdict.NOT_APPLICABLE, afterwards(List.of(), Map.of("revoked-passkeys", "kept")));
    }

    private static Verdict afterwards(List<Defect> defects, Map<String, String> policy) throws Exception {
        try (EmbeddedTarget embedded =
                EmbeddedTarget.attested(InstantSource.system(), 5, config -> config.defects(defects))) {
            List<AttemptResult> attempts = result("T-23", embedded, policy).attempts();
            return attempts.get(attempts.size() - 1).verdict();
        }
    }

    private static Verdict verdict(String id, Map<String, String> policy) throws Exception {
        try (EmbeddedTarget embedded = EmbeddedTarget.start(InstantSource.system(), 5)) {
            return result(id, embedded, policy).verdict();
        }
    }

    private static ProbeResult result(String id, RunTarget embedded, Map<String, String> policy) throws Exception {
        RunTarget target = new Stated(embedded, policy);
        return new ProbeRunner(new Bench(target, 5, Locale.ENGLISH), false, result -> {})
                .run(ProbeCatalog.named(id).orElseThrow());
    }

    /** The embedded portal, described otherwise. */
    private static final class Stated extends SameTarget {
        private final Map<String, String> policy;

        Stated(RunTarget embedded, Map<String, String> policy) {
            super(embedded);
            this.policy = policy;
        }

        @Override
        public PortalProfile profile() {
            PortalProfile profile = super.profile();
            for (Map.Entry<String, String> promise : policy.entrySet()) {
                profile = profile.promising(profile.name(), promise.getKey(), promise.getValue());
            }
            return profile;
        }
    }
}
