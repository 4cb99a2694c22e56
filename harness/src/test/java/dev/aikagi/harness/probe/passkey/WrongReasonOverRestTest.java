package dev.aikagi.harness.probe.passkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRunner;
import dev.aikagi.harness.probe.Verdict;
import dev.aikagi.harness.probe.passkey.BluntPortal.Seen;
import dev.aikagi.harness.probe.passkey.BluntServer.Deed;
import dev.aikagi.harness.probe.passkey.BluntServer.Manner;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** As {@link WrongReasonTest}, where no page lists what was stored: what a server without pages says is not believed. */
class WrongReasonOverRestTest {
    @Test
    void serverThatChecks_passes() throws Exception {
        ProbeResult result = probed("R-12", seen -> seen == Seen.HONEST ? Deed.STORED : Deed.REFUSED);

        assertEquals(Verdict.PASS, result.verdict(), result.why());
        assertEquals(Optional.of(Outcome.REJECTED_CLEAN), outcome(result));
        assertTrue(result.control().orElseThrow().why().contains("is listed and signs in"), result.why());
    }

    @Test
    void serverThatChecksNothing_fails() throws Exception {
        ProbeResult result = probed("R-12", seen -> Deed.STORED);

        assertEquals(Verdict.FAIL, result.verdict(), result.why());
        assertEquals(Optional.of(Outcome.ACCEPTED), outcome(result));
    }

    @Test
    void serverThatAnswers400ToEverything_isInconclusive() throws Exception {
        Manner silent = new Manner() {
            @Override
            public Deed registration(Seen seen) {
                return Deed.REFUSED;
            }

            @Override
            public boolean speaks() {
                return false;
            }
        };
        for (String id : new String[] {"R-01", "R-12", "A-18"}) {
            ProbeResult result = probed(id, silent);
            assertEquals(Verdict.INCONCLUSIVE, result.verdict(), result.why());
        }
    }

    @Test
    void serverThatRefusesEveryRegistration_isInconclusive() throws Exception {
        ProbeResult result = probed("R-12", seen -> Deed.REFUSED);

        assertEquals(Verdict.INCONCLUSIVE, result.verdict(), result.why());
    }

    @Test
    void serverThatSaysOkAndStoresNothing_isAcceptedInert() throws Exception {
        ProbeResult result = probed("R-12", seen -> seen == Seen.WRONG_ORIGIN ? Deed.SAID_TO_BE_STORED : Deed.STORED);

        assertEquals(Optional.of(Outcome.ACCEPTED_INERT), outcome(result));
        assertEquals(Verdict.WEAK, result.verdict(), result.why());
    }

    @Test
    void serverThatNeverStoresAnything_isInconclusive_andItsHonestRegistrationFails() throws Exception {
        ProbeResult attacked = probed("R-12", seen -> Deed.SAID_TO_BE_STORED);
        ProbeResult honest = probed("R-01", seen -> Deed.SAID_TO_BE_STORED);

        assertEquals(Verdict.INCONCLUSIVE, attacked.verdict(), attacked.why());
        assertEquals(Verdict.FAIL, honest.verdict(), honest.why());
        assertEquals(Optional.of(Outcome.ACCEPTED_INERT), outcome(honest));
    }

    /** Whoever is let in with any passkey under any name proves nothing about the one that was to be stored. */
    @Test
    void serverThatLetsAnybodyIn_provesNoPasskey() throws Exception {
        ProbeResult result = probed("R-01", new Manner() {
            @Override
            public Deed registration(Seen seen) {
                return Deed.SAID_TO_BE_STORED;
            }

            @Override
            public boolean assertion(boolean known) {
                return true;
            }
        });

        assertEquals(Optional.of(Outcome.ACCEPTED_INERT), outcome(result));
        assertTrue(result.why().contains("is not listed and does not sign in"), result.why());
    }

    @Test
    void serverThatDropsTheConnection_isWeak_andTheRunGoesOn() throws Exception {
        ProbeResult result = probed("R-12", seen -> seen == Seen.WRONG_ORIGIN ? Deed.DROPPED : Deed.STORED);

        assertEquals(Optional.of(Outcome.REJECTED_CRASH), outcome(result));
        assertEquals(Verdict.WEAK, result.verdict(), result.why());
        assertEquals(Verdict.PASS, result.after().orElseThrow().verdict());
    }

    /** Its name is the one that was asked for last, for whichever ceremony: an account for whoever says its name. */
    @Test
    void serverThatKeepsOneNameForBothCeremonies_losesItsAccounts() throws Exception {
        ProbeResult result = probed("R-41", seen -> seen == Seen.HONEST ? Deed.STORED : Deed.REFUSED);

        assertEquals(Verdict.FAIL, result.verdict(), result.why());
        assertTrue(result.why().contains("signs in under the victim's name"), result.why());
    }

    private static Optional<Outcome> outcome(ProbeResult result) {
        return result.attempts().get(0).outcome();
    }

    private static ProbeResult probed(String id, Manner manner) throws IOException {
        try (BluntServer server = new BluntServer(manner);
                RunTarget target = server.target()) {
            return new ProbeRunner(new Bench(target, 1, Locale.ENGLISH), false, result -> {})
                    .run(Stream.of(new RegistrationProbes(), new AuthenticationProbes())
                            .flatMap(family -> family.probes().stream())
                            .filter(probe -> probe.id().equals(id))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
