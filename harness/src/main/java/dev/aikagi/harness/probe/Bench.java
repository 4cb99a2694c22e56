package dev.aikagi.harness.probe;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.harness.portal.HttpExchange;
import dev.aikagi.harness.portal.HttpListener;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.Redactor;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Where probes are done: gives out people in the state that is needed and browsers, remembers what passes over HTTP, and
 * clears up after each probe. Not for several probes at once; a probe may use several browsers at once.
 */
public final class Bench {
    private final RunTarget target;
    private final long seed;
    private final Recorder recorder = new Recorder();
    private Redactor redactor = new Redactor();
    private final PortalSession firstBrowser;
    private final OneAccount account;
    private final Guests guests;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<Class<?>, Object> kept = new HashMap<>();
    private String probe = "";
    private int people;
    private boolean inquiring;
    private SecureRandom random;

    /**
     * A bench at a portal.
     *
     * @param seed of people and keys
     */
    public Bench(RunTarget target, long seed, Locale language) {
        this.target = target;
        this.seed = seed;
        this.random = new SeededRandom(seed);
        this.firstBrowser = browser(language, recorder);
        this.account = new OneAccount(browser(language, exchange -> {}));
        this.guests = new Guests(target, account);
    }

    private PortalSession browser(Locale language, HttpListener listener) {
        return new PortalSession(
                target.profile(), target.baseUri(), language, listener, target.clock(), target.trust());
    }

    public RunTarget target() {
        return target;
    }

    public PortalProfile profile() {
        return target.profile();
    }

    /** The portal's time. */
    public InstantSource clock() {
        return target.clock();
    }

    /** The probe's chance: the same for the same seed and probe. */
    public SecureRandom random() {
        return random;
    }

    /** Another browser, without any cookie. */
    public PortalSession browser() {
        return firstBrowser.newBrowser();
    }

    /** Somebody who has never signed in. */
    public Subject newcomer() throws IOException {
        return newcomer(generate());
    }

    private Subject newcomer(Persona generated) throws IOException {
        return admit(() -> Optional.of(target.admit(generated)), Persona::initialPassword)
                .orElseThrow();
    }

    /**
     * Somebody who has the first sign-in behind them and will enrol that method when they sign in next. Where the portal
     * cannot be told of such a person they walk there.
     */
    public Subject setUp(Method method) throws IOException {
        Persona generated = generate();
        Optional<Subject> there = admit(() -> target.admitSetUp(generated, method.word()), Persona::newPassword);
        if (there.isPresent()) {
            return there.get();
        }
        Subject subject = newcomer(generated);
        Page end = new FirstSignIn(subject, method, browser()).walk();
        if (Answer.of(end).isRefusal()) {
            throw new InconclusiveException("the first sign-in ended with " + Answer.of(end));
        }
        subject.freshWindow();
        return subject;
    }

    /**
     * Somebody who signs in with an app of that key, and has not yet; empty where the portal cannot be told of such a person.
     *
     * @param key letters whose octets are the key
     */
    public Optional<Subject> withApp(String key) throws IOException {
        redactor.hide(key, "TOTP seed");
        return admit(() -> target.admitWithApp(generate(), key), Persona::newPassword);
    }

    /**
     * Somebody who is signed in with the password and stands before the enrolment of that method.
     *
     * @throws NotApplicableException if the portal has no such page
     */
    public Subject atEnrolment(Method method) throws IOException {
        if (!profile().pages().containsKey(method.enrolmentPage())) {
            throw new NotApplicableException("the portal has no page '" + method.enrolmentPage() + "'");
        }
        Subject subject = setUp(method);
        subject.signInTo(method.enrolmentPage(), subject.window());
        return subject;
    }

    /**
     * Lets time pass at the portal.
     *
     * @throws NotApplicableException if its clock is not ours and it is too long to wait for
     */
    public void pass(Duration time) {
        try {
            target.pass(time);
        } catch (IOException e) {
            throw new NotApplicableException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Does something while the portal's mail server is down.
     *
     * @throws NotApplicableException if it is not ours to stop
     */
    public <T> T withoutMail(Callable<T> deed) throws Exception {
        try {
            target.mailIsDown(true);
        } catch (IOException e) {
            throw new NotApplicableException(String.valueOf(e.getMessage()));
        }
        try {
            return deed.call();
        } finally {
            target.mailIsDown(false);
        }
    }

    /** Whether the portal answers anything at all. */
    boolean isAnswered() {
        try {
            browser().get(target.baseUri());
            return true;
        } catch (PageMismatchException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on that value is not shown in any report. */
    public void hide(String value, String what) {
        redactor.hide(value, what);
    }

    /** What passed over HTTP since the attempt began, with its secrets. */
    public List<HttpExchange> exchanges() {
        return recorder.raw();
    }

    /**
     * What is found out once a run, such as how the portal answers rubbish.
     *
     * @throws IOException if it cannot be found out
     */
    public Answer once(String what, Inquiry inquiry) throws IOException {
        Answer known = answers.get(what);
        if (known == null) {
            inquiring = true;
            try {
                known = inquiry.ask();
            } finally {
                inquiring = false;
            }
            answers.put(what, known);
        }
        return known;
    }

    /** Asks the portal something. */
    @FunctionalInterface
    public interface Inquiry {
        Answer ask() throws IOException;
    }

    /** Keeps something for the next attempt of this probe, in place of what it kept before of that class. */
    public void keep(Object thing) {
        kept.put(thing.getClass(), thing);
    }

    /** What an attempt before kept; it is given once. */
    public <T> Optional<T> kept(Class<T> type) {
        return Optional.ofNullable(kept.remove(type)).map(type::cast);
    }

    /** Begins a probe: chance and people depend on its id, not on what was done before, and so do the secrets. */
    void begin(String id) {
        probe = id;
        people = 0;
        random = new SeededRandom(seed ^ (0x9e3779b97f4a7c15L * id.hashCode()));
        redactor = new Redactor();
        recorder.clear();
        kept.clear();
    }

    /** Ends an attempt: what passed since the last call, redacted. */
    List<Exchange> takeExchanges() {
        guests.attemptEnded();
        return recorder.take(redactor);
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    /** Ends a probe: mailboxes are closed, people are taken off the portal. */
    void end() throws IOException {
        guests.leave();
    }

    /** What stays on the portal since it could not be taken off, and why. */
    List<String> staying() {
        return account.staying();
    }

    /**
     * Ends the run in the midst of a probe, from another thread: people are taken off the portal, and nobody is made known
     * any more.
     *
     * @return the user ids of those who could not be taken off
     */
    List<String> abandon() {
        return guests.abandon();
    }

    private Optional<Subject> admit(Guests.Admission admission, Function<Persona, String> password) throws IOException {
        return guests.admit(admission, !inquiring, there -> subject(there, password.apply(there)));
    }

    private Subject subject(Persona persona, String password) {
        redactor.hide(persona.initialPassword(), "initial password");
        redactor.hide(persona.newPassword(), "password");
        return new Subject(this, persona, password);
    }

    private Persona generate() {
        people++;
        return Persona.generate(seed, probe + "/" + people);
    }
}
