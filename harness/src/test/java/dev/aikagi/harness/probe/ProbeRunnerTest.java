package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Control, one wrong thing, control: each way that it can end. */
class ProbeRunnerTest {
    private EmbeddedTarget target;
    private ProbeRunner runner;

    @BeforeEach
    void start() throws IOException {
        target = EmbeddedTarget.start(InstantSource.system(), 5);
        runner = new ProbeRunner(new Bench(target, 5, Locale.ENGLISH), false, result -> {});
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void wrongPassword_thatIsRefused_passes_withItsExchangesAndWithoutSecrets() throws Exception {
        ProbeResult result = runner.run(probe(signIn("", true), Attempt.refused("x", signIn("!", true))));

        assertEquals(Verdict.PASS, result.verdict(), result.why());
        assertTrue(result.why().contains("bad-credentials"), result.why());
        assertEquals(Verdict.PASS, result.control().orElseThrow().verdict());
        assertEquals(Verdict.PASS, result.after().orElseThrow().verdict());
        String sent = result.attempts().get(0).exchanges().toString();
        assertTrue(sent.contains("POST /sign-in → 200"), sent);
        assertTrue(sent.contains("password=‹password›%21"), sent);
        assertTrue(sent.contains("session=‹cookie›"), sent);
    }

    @Test
    void whatIsTaken_fails() throws Exception {
        ProbeResult result = runner.run(probe(signIn("", true), Attempt.refused("x", signIn("", true))));

        assertEquals(Verdict.FAIL, result.verdict(), result.why());
    }

    @Test
    void whatMustBeTaken_andIs_passes() throws Exception {
        ProbeResult result = runner.run(probe(signIn("", true), Attempt.accepted("x", signIn("", true))));

        assertEquals(Verdict.PASS, result.verdict(), result.why());
    }

    @Test
    void controlThatIsRefused_isInconclusive_andNothingIsTried() throws Exception {
        ProbeResult result = runner.run(probe(signIn("?", true), Attempt.refused("x", bench -> {
            throw new AssertionError("tried");
        })));

        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertEquals(List.of(), result.attempts());
    }

    @Test
    void controlThatFailsAfterwards_makesARefusalInconclusive() throws Exception {
        int[] times = {0};
        Attempt.Action once = bench -> signIn(times[0]++ == 0 ? "" : "?", true).on(bench);

        ProbeResult result = runner.run(probe(once, Attempt.refused("x", signIn("!", true))));

        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertTrue(result.why().startsWith("Afterwards"), result.why());
    }

    @Test
    void throttle_isNoVerdict() throws Exception {
        Attempt.Action often = bench -> {
            Subject subject = bench.setUp(Method.TOTP);
            String right = subject.password();
            subject.password("wrong");
            for (int i = 0; i < 5; i++) {
                subject.signIn();
            }
            subject.password(right);
            return seen(subject.signIn());
        };

        ProbeResult result = runner.run(probe(signIn("", true), Attempt.refused("x", often)));

        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertTrue(result.why().contains("throttle"), result.why());
    }

    @Test
    void gravestAttempt_counts_andIsNamed() throws Exception {
        ProbeResult result = runner.run(probe(
                signIn("", true),
                Attempt.refused("refused", signIn("!", true)),
                Attempt.refused("broken", bench -> new Observation(Outcome.REJECTED_CRASH, "500", List.of())),
                Attempt.refused("inert", bench -> Observation.inert("nothing"))));

        assertEquals(Verdict.WEAK, result.verdict());
        assertTrue(result.why().startsWith("broken: "), result.why());
    }

    @Test
    void refusalOfRubbish_isWeak_unlessShapeIsTheMatter() throws Exception {
        Observation shape = new Observation(Outcome.REJECTED_SHAPE, "400", List.of());

        assertEquals(Verdict.WEAK, Judge.attempt(Expectation.REFUSAL, shape).verdict());
        assertEquals(Verdict.PASS, Judge.attempt(Expectation.ANY_REFUSAL, shape).verdict());
        assertEquals(Verdict.FAIL, Judge.attempt(Expectation.ACCEPTANCE, shape).verdict());
    }

    @Test
    void probeWhosePageThePortalLacks_isNotApplicable() throws Exception {
        Probe probe = declared().pages("carrier-pigeon").trial(Trial.look(bench -> Observation.kept("")));

        ProbeResult result = runner.run(probe);

        assertEquals(Verdict.NOT_APPLICABLE, result.verdict());
        assertEquals("the portal has no page 'carrier-pigeon'", result.why());
    }

    @Test
    void destructiveProbe_isLeftOut_untilItIsAllowed() throws Exception {
        Probe probe = declared().destructive().trial(Trial.look(bench -> Observation.kept("")));

        assertEquals(Verdict.NOT_APPLICABLE, runner.run(probe).verdict());
        ProbeRunner allowed = new ProbeRunner(new Bench(target, 5, Locale.ENGLISH), true, result -> {});
        assertEquals(Verdict.PASS, allowed.run(probe).verdict());
    }

    @Test
    void newcomer_isWalkedThroughTheSetUp() throws Exception {
        Probe probe = declared().trial(Trial.look(bench -> {
            Subject subject = bench.newcomer();
            Page end = new FirstSignIn(subject, Method.PASSKEY, bench.browser()).walk();
            end.require("setup-done");
            subject.freshWindow();
            return Observation.that(subject.signIn().id().equals(Optional.of("passkey-register")), "at the enrolment");
        }));

        ProbeResult result = runner.run(probe);

        assertEquals(Verdict.PASS, result.verdict(), result.why());
    }

    @Test
    void difference_isFoundByteByByte() {
        ByteDiff diff = ByteDiff.of(Bytes.fromHex("00112233445566"), Bytes.fromHex("0011ff33ee5566"));

        assertEquals(2, diff.changed());
        assertEquals("0011", diff.runs().get(0).sent().hex());
        assertEquals(5, diff.runs().size());
        assertTrue(ByteDiff.of(Bytes.fromHex("0011"), Bytes.fromHex("0011")).isSame());
    }

    @Test
    void difference_ofUnequalLengths_keepsWhatIsCommon() {
        ByteDiff diff = ByteDiff.of(Bytes.fromHex("aabb01ccddeeff0299"), Bytes.fromHex("aabbccddeeff03030399"));

        Bytes common = diff.runs().stream()
                .filter(ByteDiff.Run::same)
                .map(ByteDiff.Run::sent)
                .reduce(Bytes.EMPTY, (one, other) -> Bytes.concat(one, other));
        assertEquals("aabbccddeeff99", common.hex());
    }

    private static Attempt.Action signIn(String added, boolean known) {
        return bench -> {
            Subject subject = known ? bench.setUp(Method.TOTP) : bench.newcomer();
            subject.password(subject.password() + added);
            return seen(subject.signIn());
        };
    }

    private static Observation seen(Page page) {
        Answer answer = Answer.of(page);
        return answer.refusal()
                .map(outcome -> new Observation(outcome, answer.toString(), List.of()))
                .orElseGet(() -> Observation.accepted(answer.toString()));
    }

    private static Probe.Builder declared() {
        return Probe.of("Z-01", Severity.HIGH, "A probe of the tests")
                .source(Source.webAuthn("§7.1", "sctn-registering-a-new-credential"))
                .correct("It refuses.")
                .fix("Refuse.");
    }

    private static Probe probe(Attempt.Action control, Attempt... attempts) {
        return declared().pages("sign-in").trial(Trial.of(control, attempts));
    }
}
