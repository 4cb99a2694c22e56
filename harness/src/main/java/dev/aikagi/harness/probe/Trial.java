package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.probe.Attempt.Action;
import java.util.List;
import java.util.Optional;

/** How a probe is done: the honest thing, the same with one thing wrong, the honest thing again. */
public interface Trial {
    /** The honest thing, which must be accepted or kept; empty for a probe that only looks. */
    Optional<Action> control();

    /** What is wrong, one thing at a time. */
    List<Attempt> attempts(PortalProfile profile);

    /** Shows that the portal still serves the honest; usually the control once more. */
    default Optional<Action> controlAfter() {
        return control();
    }

    /** A trial from its parts. */
    static Trial of(Action control, Attempt... attempts) {
        return new Simple(Optional.of(control), List.of(attempts));
    }

    /** A trial that only looks. */
    static Trial look(Attempt... attempts) {
        return new Simple(Optional.empty(), List.of(attempts));
    }

    /** A trial that only looks, at one thing. */
    static Trial look(Action action) {
        return look(Attempt.refused("", action));
    }

    /** Control and attempts as they were given. */
    record Simple(Optional<Action> control, List<Attempt> list) implements Trial {
        @Override
        public List<Attempt> attempts(PortalProfile profile) {
            return list;
        }
    }
}
