package dev.aikagi.harness.probe;

import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who was made known to the portal for a probe, until they are taken off again. */
final class Guests {
    private final RunTarget target;
    private final OneAccount account;
    private final List<Subject> present = new ArrayList<>();
    private int admitted;
    private boolean over;

    Guests(RunTarget target, OneAccount account) {
        this.target = target;
        this.account = account;
    }

    /** Makes somebody known; empty where the portal cannot be told. */
    @FunctionalInterface
    interface Admission {
        Optional<Persona> admit() throws IOException;
    }

    /**
     * Makes somebody known, in one step with remembering them.
     *
     * @param alone whether an attempt that is under way already has its person, where the portal knows one
     * @throws NotApplicableException if it takes two people, and the portal knows one
     */
    synchronized Optional<Subject> admit(Admission admission, boolean alone, Function<Persona, Subject> as)
            throws IOException {
        if (over) {
            throw new IOException("the run is over: nobody is made known to the portal any more");
        }
        if (target.isOfOnePerson() && admitted > 0 && alone) {
            throw new NotApplicableException("it takes a second person, and the file of the persona names one");
        }
        Optional<Subject> subject = admission.admit().map(as);
        if (subject.isPresent()) {
            admitted++;
            present.add(subject.get());
            if (target.isOfOnePerson() && present.size() == 1) {
                account.note(subject.get());
            }
        }
        return subject;
    }

    /** The next attempt may have people of its own. */
    synchronized void attemptEnded() {
        admitted = 0;
    }

    /** Ends a probe: mailboxes are closed, people are taken off the portal, and what the one person has enrolled. */
    synchronized void leave() throws IOException {
        admitted = 0;
        try {
            for (Subject subject : present) {
                subject.close();
            }
            account.restore();
        } finally {
            present.clear();
        }
    }

    /**
     * Ends the run in the midst of a probe, from another thread: people are taken off the portal, and nobody is made known
     * any more.
     *
     * @return the user ids of those who could not be taken off
     */
    synchronized List<String> abandon() {
        over = true;
        List<String> staying = new ArrayList<>();
        for (Subject subject : present) {
            try {
                target.dismiss(subject.persona());
            } catch (IOException e) {
                staying.add(subject.persona().userId());
            }
        }
        present.clear();
        try {
            account.restore();
        } catch (IOException e) {
            staying.add(String.valueOf(e.getMessage()));
        }
        return staying;
    }
}
