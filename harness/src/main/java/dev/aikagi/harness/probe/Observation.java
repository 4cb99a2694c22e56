package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * How an attempt ended.
 *
 * @param seen what was seen, one sentence for people
 * @param exhibits what was sent, beside what should have been
 */
public record Observation(Outcome outcome, String seen, List<Exhibit> exhibits) {
    public Observation {
        exhibits = List.copyOf(exhibits);
    }

    /** The portal took it, and what it did was seen. */
    public static Observation accepted(String seen, Exhibit... exhibits) {
        return new Observation(Outcome.ACCEPTED, seen, List.of(exhibits));
    }

    /** The portal said yes and did nothing. */
    public static Observation inert(String seen, Exhibit... exhibits) {
        return new Observation(Outcome.ACCEPTED_INERT, seen, List.of(exhibits));
    }

    /** The portal refused in an orderly way. */
    public static Observation rejected(String seen, Exhibit... exhibits) {
        return new Observation(Outcome.REJECTED_CLEAN, seen, List.of(exhibits));
    }

    /** Nothing was attacked: what was looked at is as it must be. */
    public static Observation kept(String seen, Exhibit... exhibits) {
        return new Observation(Outcome.KEPT, seen, List.of(exhibits));
    }

    /** Nothing was attacked: what was looked at is not as it must be. */
    public static Observation broken(String seen, Exhibit... exhibits) {
        return new Observation(Outcome.BROKEN, seen, List.of(exhibits));
    }

    /**
     * How sending a form ended.
     *
     * @param taken whether its effect was seen
     * @throws InconclusiveException if the portal throttles
     */
    public static Observation ended(Page page, boolean taken, Exhibit... exhibits) {
        Answer answer = Answer.of(page);
        Outcome outcome = taken ? Outcome.ACCEPTED : answer.refusal().orElse(Outcome.REJECTED_CLEAN);
        return new Observation(outcome, answer.toString(), List.of(exhibits));
    }

    /** Kept or broken. */
    public static Observation that(boolean kept, String seen, Exhibit... exhibits) {
        return kept ? kept(seen, exhibits) : broken(seen, exhibits);
    }

    /** The same with more to show. */
    public Observation with(List<Exhibit> more) {
        List<Exhibit> all = new ArrayList<>(exhibits);
        all.addAll(more);
        return new Observation(outcome, seen, all);
    }
}
