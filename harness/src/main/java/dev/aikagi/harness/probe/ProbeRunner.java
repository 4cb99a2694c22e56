package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalUnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does probes one after the other: control, one wrong thing at a time, control, verdict. */
public final class ProbeRunner {
    private final Bench bench;
    private final boolean destructive;
    private final ProbeListener listener;

    /**
     * A runner at a bench.
     *
     * @param destructive whether probes may lock accounts and send many mails
     */
    public ProbeRunner(Bench bench, boolean destructive, ProbeListener listener) {
        this.bench = bench;
        this.destructive = destructive;
        this.listener = listener;
    }

    /**
     * Does them in their order.
     *
     * @throws PortalUnreachableException if the portal does not answer any more
     */
    public ProbeRun run(ProbeRunInfo info, List<Probe> probes) throws PortalUnreachableException {
        List<ProbeResult> results = new ArrayList<>();
        for (Probe probe : probes) {
            ProbeResult result = run(probe);
            listener.probeFinished(result);
            results.add(result);
        }
        return new ProbeRun(info, results);
    }

    /**
     * Does one.
     *
     * @throws PortalUnreachableException if the portal does not answer any more
     */
    public ProbeResult run(Probe probe) throws PortalUnreachableException {
        Optional<String> obstacle = probe.obstacle(bench.profile());
        if (obstacle.isPresent()) {
            return ProbeResult.without(probe, Verdict.NOT_APPLICABLE, obstacle.get());
        }
        if (probe.isDestructive() && !destructive) {
            return ProbeResult.without(
                    probe,
                    Verdict.NOT_APPLICABLE,
                    "it may lock accounts or send many mails; --destructive allows that");
        }
        bench.begin(probe.id());
        try {
            return judged(probe);
        } finally {
            clearUp();
        }
    }

    private ProbeResult judged(Probe probe) throws PortalUnreachableException {
        Trial trial = probe.trial();
        Optional<AttemptResult> before = Optional.empty();
        if (trial.control().isPresent()) {
            before = Optional.of(control("control", trial.control().get()));
            if (before.get().verdict() != Verdict.PASS) {
                boolean lacking = before.get().verdict() == Verdict.NOT_APPLICABLE;
                String why = lacking
                        ? before.get().why()
                        : "The honest thing was not taken: " + before.get().why();
                return new ProbeResult(probe, before.get().verdict(), why, before, List.of(), Optional.empty());
            }
        }
        List<AttemptResult> attempts = new ArrayList<>();
        for (Attempt attempt : trial.attempts(bench.profile())) {
            attempts.add(done(attempt.name(), attempt.action(), seen -> Judge.attempt(attempt.expectation(), seen)));
        }
        if (attempts.isEmpty()) {
            return ProbeResult.without(probe, Verdict.NOT_APPLICABLE, "nothing of it can be done on this portal");
        }
        Optional<AttemptResult> after = Optional.empty();
        if (trial.controlAfter().isPresent()) {
            after = Optional.of(
                    control("control afterwards", trial.controlAfter().get()));
        }
        Judge.Ruling ruling = Judge.probe(attempts, after);
        return new ProbeResult(probe, ruling.verdict(), ruling.why(), before, attempts, after);
    }

    private AttemptResult control(String name, Attempt.Action action) throws PortalUnreachableException {
        return done(name, action, Judge::control);
    }

    private interface Ruled {
        Judge.Ruling on(Observation observation);
    }

    private AttemptResult done(String name, Attempt.Action action, Ruled ruled) throws PortalUnreachableException {
        try {
            Observation seen = action.on(bench);
            Judge.Ruling ruling = ruled.on(seen);
            return result(name, ruling.verdict(), ruling.why(), Optional.of(seen));
        } catch (NotApplicableException e) {
            return result(name, Verdict.NOT_APPLICABLE, String.valueOf(e.getMessage()), Optional.empty());
        } catch (InconclusiveException | PageMismatchException e) {
            return result(name, Verdict.INCONCLUSIVE, String.valueOf(e.getMessage()), Optional.empty());
        } catch (PortalUnreachableException e) {
            return silent(name, ruled, e);
        } catch (Exception e) {
            // Whatever broke, it is no verdict on the portal.
            return result(name, Verdict.INCONCLUSIVE, "this could not be done: " + e, Optional.empty());
        }
    }

    /** A portal that drops the connection has broken; one that does not come back is gone. */
    private AttemptResult silent(String name, Ruled ruled, PortalUnreachableException e)
            throws PortalUnreachableException {
        if (!bench.isAnswered()) {
            throw e;
        }
        Observation seen = new Observation(
                Outcome.REJECTED_CRASH,
                "no answer came, and the next request was answered: " + e.getMessage(),
                List.of());
        Judge.Ruling ruling = ruled.on(seen);
        return result(name, ruling.verdict(), ruling.why(), Optional.of(seen));
    }

    private AttemptResult result(String name, Verdict verdict, String why, Optional<Observation> seen) {
        return new AttemptResult(
                name,
                verdict,
                seen.map(Observation::outcome),
                bench.redact(why),
                seen.map(Observation::exhibits).orElse(List.of()),
                bench.takeExchanges());
    }

    private void clearUp() throws PortalUnreachableException {
        try {
            bench.end();
        } catch (PortalUnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("what the probe left behind cannot be cleared up", e);
        }
    }
}
