package dev.aikagi.harness.probe.passkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.passkey.BluntPortal.Reply;
import dev.aikagi.harness.probe.passkey.BluntPortal.Seen;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A refusal for the wrong reason is no PASS; tried with the foreign origin of R-12. */
class WrongReasonTest {
    @Test
    void portalThatChecks_passes() throws Exception {
        ProbeResult result = probed(seen -> switch (seen) {
            case HONEST -> Reply.stored();
            case RUBBISH, WRONG_CHALLENGE, WRONG_ORIGIN -> Reply.refused(200, "no");
        });

        assertEquals(Verdict.PASS, result.verdict(), result.why());
        assertEquals(Optional.of(Outcome.REJECTED_CLEAN), outcome(result));
    }

    @Test
    void portalThatChecksNothing_fails() throws Exception {
        ProbeResult result = probed(seen -> Reply.stored());

        assertEquals(Verdict.FAIL, result.verdict(), result.why());
        assertEquals(Optional.of(Outcome.ACCEPTED), outcome(result));
    }

    @Test
    void portalThatAnswers400ToEverything_isInconclusive() throws Exception {
        ProbeResult result = probed(seen -> Reply.refused(400, "bad request"));

        assertEquals(Verdict.INCONCLUSIVE, result.verdict(), result.why());
        assertEquals(0, result.attempts().size());
    }

    @Test
    void portalThatSaysYesAndStoresNothing_isAcceptedInert() throws Exception {
        ProbeResult result = probed(seen -> seen == Seen.WRONG_ORIGIN ? Reply.nothingStored() : Reply.stored());

        assertEquals(Optional.of(Outcome.ACCEPTED_INERT), outcome(result));
        assertEquals(Verdict.WEAK, result.verdict(), result.why());
    }

    @Test
    void portalThatNeverStoresAnything_isInconclusive() throws Exception {
        ProbeResult result = probed(seen -> Reply.nothingStored());

        assertEquals(Verdict.INCONCLUSIVE, result.verdict(), result.why());
        assertEquals(
                Optional.of(Outcome.ACCEPTED_INERT),
                result.control().orElseThrow().outcome());
    }

    @Test
    void portalThatBreaks_isWeak() throws Exception {
        ProbeResult result = probed(seen -> seen == Seen.WRONG_ORIGIN ? Reply.refused(500, "oops") : Reply.stored());

        assertEquals(Optional.of(Outcome.REJECTED_CRASH), outcome(result));
        assertEquals(Verdict.WEAK, result.verdict(), result.why());
    }

    @Test
    void portalThatShowsItsStack_isWeak_whateverItsStatus() throws Exception {
        ProbeResult result = probed(seen -> seen == Seen.WRONG_ORIGIN
                ? Reply.refused(200, "at com.example.Portal.check(Portal.java:12)")
                : Reply.stored());

        assertEquals(Optional.of(Outcome.REJECTED_CRASH), outcome(result));
    }

    @Test
    void portalThatAnswersAsItAnswersRubbish_andNotAsItAnswersWhatItReads_isWeak() throws Exception {
        ProbeResult result = probed(seen -> switch (seen) {
            case HONEST -> Reply.stored();
            case WRONG_CHALLENGE -> Reply.refused(403, "not your challenge");
            case RUBBISH, WRONG_ORIGIN -> Reply.refused(400, "cannot read this");
        });

        assertEquals(Optional.of(Outcome.REJECTED_SHAPE), outcome(result));
        assertEquals(Verdict.WEAK, result.verdict(), result.why());
    }

    @Test
    void pageThatTakesTheResponseApart_isProbedToo() throws Exception {
        BluntPortal.Manner checking = seen -> seen == Seen.HONEST ? Reply.stored() : Reply.refused(200, "no");
        BluntPortal.Manner guessing = seen -> switch (seen) {
            case HONEST -> Reply.stored();
            case WRONG_CHALLENGE -> Reply.refused(403, "not your challenge");
            case RUBBISH, WRONG_ORIGIN -> Reply.refused(400, "cannot read this");
        };

        assertEquals(
                Verdict.PASS, probed("R-12", BluntPortal.takingApart(checking)).verdict());
        assertEquals(
                Verdict.FAIL,
                probed("R-12", BluntPortal.takingApart(seen -> Reply.stored())).verdict());
        assertEquals(Optional.of(Outcome.REJECTED_SHAPE), outcome(probed("R-12", BluntPortal.takingApart(guessing))));
    }

    @Test
    void whatThePageDoesNotSend_isNotApplicable() throws Exception {
        ProbeResult result = probed("R-37", BluntPortal.takingApart(seen -> Reply.stored()));

        assertEquals(Verdict.NOT_APPLICABLE, result.verdict(), result.why());
        assertTrue(result.why().contains("does not send that part"), result.why());
        assertEquals(
                Verdict.FAIL,
                probed("R-37", new BluntPortal(seen -> Reply.stored())).verdict());
    }

    @Test
    void statementThatIsNotTakenFromAnybody_isNotApplicable_unlessNothingIsTaken() throws Exception {
        boolean[] first = {true};
        ProbeResult some = probed("T-03", new BluntPortal(seen -> {
            boolean refused = first[0];
            first[0] = false;
            return refused ? Reply.refused(200, "no attestation") : Reply.stored();
        }));
        ProbeResult nothing = probed("T-03", new BluntPortal(seen -> Reply.refused(200, "no")));

        assertEquals(Verdict.NOT_APPLICABLE, some.verdict(), some.why());
        assertEquals(Verdict.INCONCLUSIVE, nothing.verdict(), nothing.why());
    }

    private static Optional<Outcome> outcome(ProbeResult result) {
        return result.attempts().get(0).outcome();
    }

    private static ProbeResult probed(BluntPortal.Manner manner) throws IOException {
        return probed("R-12", new BluntPortal(manner));
    }

    private static ProbeResult probed(String id, BluntPortal open) throws IOException {
        Probe wanted = Stream.of(new RegistrationProbes(), new AttestationProbes())
                .flatMap(family -> family.probes().stream())
                .filter(probe -> probe.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (BluntPortal portal = open) {
            return new ProbeRunner(new Bench(portal, 1, Locale.ENGLISH), false, result -> {}).run(wanted);
        }
    }
}
