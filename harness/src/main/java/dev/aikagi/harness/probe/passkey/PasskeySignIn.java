package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An authentication ceremony that is open: a browser before the page, the page's options in hand. */
final class PasskeySignIn {
    /** Where somebody who is named already brings a passkey. */
    static final String PAGE = "passkey-sign-in";

    private static final String TOP = "top";
    private static final String FORM = "passkey";
    private static final String FIRST_FORM = "passkey-sign-in";

    private final Bench bench;
    private final PortalSession window;
    private final String form;
    private final Forge forge;

    private PasskeySignIn(Bench bench, PortalSession window, String form) {
        this.bench = bench;
        this.window = window;
        this.form = form;
        this.forge = PasskeyPage.forge(window.page());
    }

    /** Why nobody can sign in with a passkey there; empty if somebody can, as far as the profile tells. */
    static Optional<String> obstacle(PortalProfile profile) {
        boolean first = Optional.ofNullable(profile.pages().get("sign-in"))
                .filter(page -> page.forms().containsKey(FIRST_FORM))
                .isPresent();
        return first || profile.pages().containsKey(PAGE)
                ? Optional.empty()
                : Optional.of("the portal has no page '" + PAGE + "'");
    }

    /**
     * After the person's password: the portal knows whose passkey it has to be.
     *
     * @throws NotApplicableException if the portal has no such page
     */
    static PasskeySignIn identified(Bench bench, Subject subject) throws IOException {
        if (!bench.profile().pages().containsKey(PAGE)) {
            throw new NotApplicableException("the portal has no page '" + PAGE + "'");
        }
        PortalSession window = bench.browser();
        subject.signIn(window).require(PAGE);
        return new PasskeySignIn(bench, window, FORM);
    }

    /**
     * On the sign-in page: the passkey says who comes.
     *
     * @throws NotApplicableException if the sign-in page offers no passkeys
     */
    static PasskeySignIn discoverable(Bench bench) throws IOException {
        return ifDiscoverable(bench)
                .orElseThrow(() -> new NotApplicableException("the portal's sign-in page takes no passkeys"));
    }

    private static Optional<PasskeySignIn> ifDiscoverable(Bench bench) throws IOException {
        PortalSession window = bench.browser();
        Page page = window.open("sign-in");
        return PasskeyPage.isThere(page) ? Optional.of(new PasskeySignIn(bench, window, FIRST_FORM)) : Optional.empty();
    }

    /**
     * Whether that passkey, used honestly, signs the person in, by itself or under their name; not, where the portal takes
     * none without a password.
     */
    static boolean opens(Bench bench, Subject subject, ForgedCredential credential) throws IOException {
        if (!credential.key().canSign()) {
            return false;
        }
        Optional<PasskeySignIn> signIn = ifDiscoverable(bench);
        return signIn.isPresent() ? signIn.get().takes(credential) : ByName.opens(bench, subject, credential);
    }

    /** Whether that passkey, used honestly, signs in here. */
    boolean takes(ForgedCredential credential) throws IOException {
        Answer answer = Answer.of(send(honest(credential).json()));
        return !answer.isThrottled() && !answer.isRefusal() && Landing.isIn(window, bench.profile());
    }

    /** On whichever page stands in that browser. */
    static PasskeySignIn onPage(Bench bench, PortalSession window) {
        return new PasskeySignIn(bench, window, FORM);
    }

    /** The page opened once more in the same browser. */
    PasskeySignIn reloaded() throws IOException {
        window.reload();
        return new PasskeySignIn(bench, window, form);
    }

    Bench bench() {
        return bench;
    }

    PortalSession window() {
        return window;
    }

    Forge forge() {
        return forge;
    }

    Forgery honest(ForgedCredential credential) {
        return forge.assertion(credential, 0, new AssertionSeams());
    }

    Page send(String response) throws IOException {
        return PasskeyPage.send(bench, window, form, response);
    }

    /** The request that would send it. */
    RequestDraft draft(String response) {
        return PasskeyPage.draft(window, form, response);
    }

    /** Makes one thing wrong and sends it. */
    Observation attempt(ForgedCredential credential, AssertionMutation mutation) throws IOException {
        AssertionSeams seams = new AssertionSeams();
        mutation.on(seams, this);
        Forgery forged = forge.assertion(credential, 0, seams);
        Forgery honest = honest(credential);
        PasskeyPage.requireCarried(bench, window, form, forged, honest);
        return judge(send(forged.json())).with(forged.beside(honest));
    }

    /** What became of it: the answer, then whether this browser is signed in. */
    Observation judge(Page page) throws IOException {
        Answer answer = Answer.of(page);
        Optional<Outcome> refusal = answer.refusal();
        boolean in = Landing.isIn(window, bench.profile());
        if (refusal.isEmpty()) {
            String seen = answer + (in ? "; signed in" : "; not signed in");
            return in ? Observation.accepted(seen) : Observation.inert(seen);
        }
        if (in && !isOpenAnyway()) {
            return Observation.accepted(answer + ", yet the browser is signed in");
        }
        boolean shape = refusal.get() == Outcome.REJECTED_CLEAN && isShape(answer);
        return new Observation(shape ? Outcome.REJECTED_SHAPE : refusal.get(), answer.toString(), List.of());
    }

    /** Whether the password alone opens what a passkey should: then whoever is in after a refusal owes it nothing. */
    private boolean isOpenAnyway() throws IOException {
        boolean shown = Optional.ofNullable(bench.profile().pages().get(TOP))
                .flatMap(PageProfile::path)
                .isPresent();
        return form.equals(FORM)
                && shown
                && bench.once("the person's own page, after the password alone", () -> {
                            PasskeySignIn open = SignInTrial.enrolled(bench).signIn();
                            return Answer.of(open.window.newWindow().open(TOP));
                        })
                        .page()
                        .equals(TOP);
    }

    /** As in a registration: refused as rubbish is, and not as a readable message is. */
    private boolean isShape(Answer answer) throws IOException {
        boolean usual = form.equals(FORM) || !bench.profile().pages().containsKey(PAGE);
        if (!usual) {
            return false;
        }
        Answer rubbish = bench.once("assertion: rubbish", () -> {
            PasskeySignIn signIn = SignInTrial.enrolled(bench).signIn();
            return Answer.of(signIn.send(PasskeyPage.rubbish(bench, signIn.window, signIn.form)));
        });
        Answer wrong = bench.once("assertion: wrong challenge", () -> {
            SignInTrial.Enrolled other = SignInTrial.enrolled(bench);
            PasskeySignIn signIn = other.signIn();
            AssertionSeams seams = new AssertionSeams().clientData(Mutations.flippedChallenge());
            return Answer.of(signIn.send(
                    signIn.forge.assertion(other.credential(), 0, seams).json()));
        });
        return answer.equals(rubbish) && wrong.isRefusal() && !rubbish.equals(wrong);
    }
}
