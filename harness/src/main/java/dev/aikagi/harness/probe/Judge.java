package dev.aikagi.harness.probe;

import java.util.List;
import java.util.Optional;

/** From outcomes to verdicts: the one place that decides. */
final class Judge {
    private Judge() {}

    /** A verdict and its sentence. */
    record Ruling(Verdict verdict, String why) {}

    static Ruling attempt(Expectation expectation, Observation observation) {
        String seen = observation.seen();
        return switch (observation.outcome()) {
            case KEPT -> new Ruling(Verdict.PASS, seen);
            case BROKEN -> new Ruling(Verdict.FAIL, seen);
            case REJECTED_CRASH -> new Ruling(Verdict.WEAK, "The portal broke instead of refusing: " + seen);
            case REJECTED_SHAPE -> shape(expectation, seen);
            case REJECTED_CLEAN ->
                expectation == Expectation.ACCEPTANCE
                        ? new Ruling(Verdict.FAIL, "The portal refused what it must take: " + seen)
                        : new Ruling(Verdict.PASS, "Refused: " + seen);
            case ACCEPTED_INERT ->
                new Ruling(
                        expectation == Expectation.ACCEPTANCE ? Verdict.FAIL : Verdict.WEAK,
                        "The portal said yes and did nothing: " + seen);
            case ACCEPTED ->
                expectation == Expectation.ACCEPTANCE || expectation == Expectation.NO_CRASH
                        ? new Ruling(Verdict.PASS, "Taken: " + seen)
                        : new Ruling(Verdict.FAIL, "The portal took it: " + seen);
        };
    }

    private static Ruling shape(Expectation expectation, String seen) {
        return switch (expectation) {
            case ANY_REFUSAL, NO_CRASH -> new Ruling(Verdict.PASS, "Refused as unreadable, which it is: " + seen);
            case ACCEPTANCE -> new Ruling(Verdict.FAIL, "The portal could not read what it must take: " + seen);
            case REFUSAL ->
                new Ruling(
                        Verdict.WEAK,
                        "Refused as if it were unreadable; whether the portal checks this is not shown: " + seen);
        };
    }

    /** The honest thing has to be taken, with an effect. */
    static Ruling control(Observation observation) {
        boolean good = observation.outcome() == Outcome.ACCEPTED || observation.outcome() == Outcome.KEPT;
        return good
                ? new Ruling(Verdict.PASS, observation.seen())
                : new Ruling(Verdict.INCONCLUSIVE, observation.outcome() + ": " + observation.seen());
    }

    /** The gravest attempt's verdict; without a control that works afterwards nothing but a FAIL stands. */
    static Ruling probe(List<AttemptResult> attempts, Optional<AttemptResult> after) {
        AttemptResult gravest = attempts.get(0);
        for (AttemptResult attempt : attempts) {
            gravest = attempt.verdict().graver(gravest.verdict()) == gravest.verdict() ? gravest : attempt;
        }
        boolean spoiled =
                after.filter(control -> control.verdict() != Verdict.PASS).isPresent();
        if (spoiled && gravest.verdict() != Verdict.FAIL) {
            return new Ruling(
                    Verdict.INCONCLUSIVE,
                    "Afterwards the portal does not take the honest thing any more: "
                            + after.get().why());
        }
        String name = gravest.name().isEmpty() || attempts.size() == 1 ? "" : gravest.name() + ": ";
        return new Ruling(gravest.verdict(), name + gravest.why());
    }
}
