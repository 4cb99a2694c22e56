package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Attempt.Action;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An honest sign-in, the same with one thing wrong, again an honest one by the same person. */
final class SignInTrial implements Trial {
    /** Portals throttle; three refusals in a row are below every limit that makes sense. */
    private static final int REFUSALS = 3;

    private final List<Attempt> attempts = new ArrayList<>();

    private SignInTrial() {}

    static SignInTrial signIn() {
        return new SignInTrial();
    }

    /** Somebody with a passkey. */
    static final class Enrolled {
        private final Bench bench;
        private final Subject subject;
        private final ForgedCredential credential;
        private int refusals;

        private Enrolled(Bench bench, Subject subject, ForgedCredential credential) {
            this.bench = bench;
            this.subject = subject;
            this.credential = credential;
        }

        Bench bench() {
            return bench;
        }

        Subject subject() {
            return subject;
        }

        ForgedCredential credential() {
            return credential;
        }

        /** In another browser: the page after the password or the name; where the portal has none, the sign-in page. */
        PasskeySignIn signIn() throws IOException {
            return bench.profile().pages().containsKey(PasskeySignIn.PAGE)
                    ? PasskeySignIn.identified(bench, subject)
                    : PasskeySignIn.discoverable(bench);
        }

        /** A browser in which the person has signed in with it. */
        PortalSession signedIn() throws IOException {
            PasskeySignIn open = signIn();
            open.send(open.honest(credential).json());
            return open.window();
        }

        /** Where a passkey is what is asked for first: under the person's name, or on the sign-in page. */
        PasskeySignIn signInFirst() throws IOException {
            Optional<PasskeySignIn> named = ByName.signIn(bench, subject);
            return named.isPresent() ? named.get() : PasskeySignIn.discoverable(bench);
        }
    }

    /**
     * Registers a passkey honestly.
     *
     * @throws InconclusiveException if the portal does not take it
     */
    static Enrolled enrolled(Bench bench) throws IOException {
        return enrolled(Enrolment.begin(bench));
    }

    static Enrolled enrolled(Enrolment enrolment) throws IOException {
        return enrolled(enrolment, (seams, here) -> {});
    }

    /** Registers a passkey that is made otherwise than usual. */
    static Enrolled enrolled(Enrolment enrolment, RegistrationMutation how) throws IOException {
        return new Enrolled(enrolment.bench(), enrolment.subject(), enrolment.register(how));
    }

    /** One thing that a correct portal refuses. */
    SignInTrial refused(String name, AssertionMutation mutation) {
        return variant(name, Expectation.REFUSAL, mutation);
    }

    /** The same where the message's shape is what is wrong. */
    SignInTrial unreadable(String name, AssertionMutation mutation) {
        return variant(name, Expectation.ANY_REFUSAL, mutation);
    }

    /** One thing that is unusual, and allowed. */
    SignInTrial taken(String name, AssertionMutation mutation) {
        return variant(name, Expectation.ACCEPTANCE, mutation);
    }

    /** Something that is no change of a single response. */
    SignInTrial refusedDeed(String name, Action action) {
        attempts.add(Attempt.refused(name, action));
        return this;
    }

    private SignInTrial variant(String name, Expectation expectation, AssertionMutation mutation) {
        attempts.add(new Attempt(name, expectation, bench -> attempt(bench, mutation, REFUSALS)));
        return this;
    }

    private static Observation attempt(Bench bench, AssertionMutation mutation, int refusals) throws IOException {
        Optional<Enrolled> known = bench.kept(Enrolled.class).filter(person -> person.refusals < refusals);
        Enrolled person = known.isPresent() ? known.get() : enrolled(bench);
        Observation seen = person.signIn().attempt(person.credential, mutation);
        person.refusals = seen.outcome() == Outcome.ACCEPTED ? 0 : person.refusals + 1;
        bench.keep(person);
        return seen;
    }

    @Override
    public Optional<Action> control() {
        return Optional.of(bench -> attempt(bench, (seams, here) -> {}, REFUSALS));
    }

    @Override
    public List<Attempt> attempts(PortalProfile profile) {
        return List.copyOf(attempts);
    }

    /** By whoever was refused last: so few refusals must not lock anybody out. */
    @Override
    public Optional<Action> controlAfter() {
        return Optional.of(bench -> attempt(bench, (seams, here) -> {}, REFUSALS + 1));
    }
}
