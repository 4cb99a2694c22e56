package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The catalogue on the embedded portal without its pages, where no list shows what was stored: a passkey that was enrolled is
 * listed in the options for its name and signs in.
 */
class RestProbesTest {
    /** The families, and how many of their probes are decided there at least. */
    @ParameterizedTest
    @ValueSource(strings = {"R 38", "T 15", "A 24", "MOUEF 4"})
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void restPortal_withoutDefects_hasNoFinding_andNothingUndecided(String familiesAndLeast) throws Exception {
        List<String> words = List.of(familiesAndLeast.split(" "));
        List<String> trouble = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        try (EmbeddedTarget target = EmbeddedTarget.rest(InstantSource.system(), 7, config -> config)) {
            ProbeRunner runner = runner(target);
            for (Probe probe : ProbeCatalog.all()) {
                if (!words.get(0).contains(probe.family())) {
                    continue;
                }
                ProbeResult result = runner.run(probe);
                if (result.verdict() == Verdict.PASS) {
                    passed.add(probe.id());
                } else if (result.verdict() != Verdict.NOT_APPLICABLE) {
                    trouble.add(probe + " " + result.verdict() + ": " + result.why());
                }
            }
        }
        assertEquals(List.of(), trouble);
        assertTrue(passed.size() >= Integer.parseInt(words.get(1)), () -> "only these were decided: " + passed);
    }

    /** What was forgotten, and the probes that say so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest.options-for-either R-41 A-29",
                "rest.taken-name-registers R-41",
                "webauthn.registration-not-stored R-01",
                "webauthn.challenge-not-consumed R-08 A-09",
                "webauthn.foreign-challenge R-06 R-07 A-08",
                "webauthn.origin-not-checked R-12 A-11",
                "webauthn.uv-not-checked R-20 R-34 A-15",
                "webauthn.key-not-checked R-28",
                "webauthn.credential-id-overwrites R-30 R-32 A-28",
                "webauthn.exclude-list-empty R-04",
                "webauthn.attachment-not-checked R-31",
                "webauthn.user-handle-telling R-03",
                "webauthn.foreign-credential A-03",
                "webauthn.allow-list-not-checked A-02",
                "webauthn.signature-not-checked A-18",
                "webauthn.counter-not-checked A-23",
            })
    void restPortal_withADefect_failsTheProbesOfIt(String defectAndProbes) throws Exception {
        List<String> words = List.of(defectAndProbes.split(" "));
        Defect defect = Defect.named(words.get(0)).orElseThrow();
        try (EmbeddedTarget target =
                EmbeddedTarget.rest(InstantSource.system(), 7, config -> config.defects(List.of(defect)))) {
            ProbeRunner runner = runner(target);
            for (String id : words.subList(1, words.size())) {
                ProbeResult result = runner.run(ProbeCatalog.named(id).orElseThrow());
                assertEquals(Verdict.FAIL, result.verdict(), () -> id + ": " + result.why());
            }
        }
    }

    private static ProbeRunner runner(EmbeddedTarget target) {
        return new ProbeRunner(new Bench(target, 7, Locale.ENGLISH), true, result -> {});
    }
}
