package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Attempt.Action;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An honest registration, the same with one thing wrong, again an honest one by whoever was refused last. */
final class RegistrationTrial implements Trial {
    private static final RegistrationMutation NOTHING = (seams, here) -> {};

    private final RegistrationMutation base;
    private final List<Attempt> attempts = new ArrayList<>();

    private RegistrationTrial(RegistrationMutation base) {
        this.base = base;
    }

    static RegistrationTrial registration() {
        return new RegistrationTrial(NOTHING);
    }

    /** A registration that is honest in another way than usual, such as with an attestation; it is the control, too. */
    static RegistrationTrial registration(RegistrationMutation honest) {
        return new RegistrationTrial(honest);
    }

    /** One thing that a correct portal refuses. */
    RegistrationTrial refused(String name, RegistrationMutation mutation) {
        return variant(name, Expectation.REFUSAL, mutation);
    }

    /** The same where the message's shape is what is wrong. */
    RegistrationTrial unreadable(String name, RegistrationMutation mutation) {
        return variant(name, Expectation.ANY_REFUSAL, mutation);
    }

    /** One thing that is unusual, and allowed. */
    RegistrationTrial taken(String name, RegistrationMutation mutation) {
        return variant(name, Expectation.ACCEPTANCE, mutation);
    }

    /** One thing that a portal may take or refuse, as long as it does not break. */
    RegistrationTrial either(String name, RegistrationMutation mutation) {
        return variant(name, Expectation.NO_CRASH, mutation);
    }

    /** Something that is no change of a single response. */
    RegistrationTrial refusedDeed(String name, Action action) {
        attempts.add(Attempt.refused(name, action));
        return this;
    }

    private RegistrationTrial variant(String name, Expectation expectation, RegistrationMutation mutation) {
        attempts.add(new Attempt(name, expectation, bench -> attempt(bench, mutation)));
        return this;
    }

    /** By whoever was refused last and is still before the page, else by somebody new. */
    private Observation attempt(Bench bench, RegistrationMutation mutation) throws IOException {
        Optional<Enrolment> open = bench.kept(Enrolment.class);
        Enrolment here = open.isPresent() ? open.get().again() : Enrolment.begin(bench);
        Observation seen = here.attempt(base, mutation);
        if (seen.outcome() == Outcome.REJECTED_CLEAN || seen.outcome() == Outcome.REJECTED_SHAPE) {
            bench.keep(here);
        }
        return seen;
    }

    static Observation honest(Bench bench) throws IOException {
        return Enrolment.begin(bench).attempt(NOTHING);
    }

    @Override
    public Optional<Action> control() {
        return Optional.of(this::control);
    }

    /** What a portal refuses although it takes passkeys, it has no page for. */
    private Observation control(Bench bench) throws IOException {
        Observation seen = Enrolment.begin(bench).attempt(base, NOTHING);
        boolean refused = seen.outcome() == Outcome.REJECTED_CLEAN || seen.outcome() == Outcome.REJECTED_SHAPE;
        if (base != NOTHING && refused && honest(bench).outcome() == Outcome.ACCEPTED) {
            throw new NotApplicableException("the portal takes passkeys, but none of this kind: " + seen.seen());
        }
        return seen;
    }

    @Override
    public List<Attempt> attempts(PortalProfile profile) {
        return List.copyOf(attempts);
    }

    @Override
    public Optional<Action> controlAfter() {
        return Optional.of(bench -> attempt(bench, NOTHING));
    }
}
