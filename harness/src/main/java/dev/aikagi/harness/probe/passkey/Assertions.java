package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt.Action;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What probes of the sign-in do that is more than one change of one response. */
final class Assertions {
    private static final String SIGN_IN = PasskeySignIn.PAGE;

    private Assertions() {}

    static Observation honest(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        return person.signIn().attempt(person.credential(), (seams, here) -> {});
    }

    /** A ceremony that lists the person's passkey, then a second passkey of theirs, which it cannot list. */
    static Observation notAllowed(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        PasskeySignIn signIn = person.signIn();
        if (signIn.forge().options().path("allowCredentials").isEmpty()) {
            throw new NotApplicableException("the portal's options list no passkeys");
        }
        return signIn.attempt(secondPasskey(first.second(second)), (seams, here) -> {});
    }

    /**
     * Registers another passkey of a person who has one.
     *
     * @throws NotApplicableException if the portal does not take it
     */
    static ForgedCredential secondPasskey(Enrolment open) throws IOException {
        ForgedCredential other = open.newCredential();
        Forgery forged = open.honest(other);
        if (open.judge(open.send(forged.json()), forged).outcome() != Outcome.ACCEPTED) {
            throw new NotApplicableException("the portal did not take a second passkey of the same person");
        }
        return other;
    }

    static Action foreign(boolean ownHandle) {
        return bench -> {
            requireNamed(bench);
            SignInTrial.Enrolled victim = SignInTrial.enrolled(bench);
            SignInTrial.Enrolled attacker = SignInTrial.enrolled(bench);
            Bytes handle = (ownHandle ? attacker : victim).credential().userHandle();
            return victim.signIn()
                    .attempt(
                            attacker.credential(),
                            (seams, here) -> seams.json(
                                    json -> json.withObject("/response").put("userHandle", Hash.base64Url(handle))));
        };
    }

    /** Where a passkey comes first, it alone says whose it is. */
    private static void requireNamed(Bench bench) {
        if (!bench.profile().pages().containsKey(SIGN_IN)) {
            throw new NotApplicableException("the portal asks nobody by name for a passkey");
        }
    }

    static Observation foreignHandle(Bench bench) throws IOException {
        SignInTrial.Enrolled victim = SignInTrial.enrolled(bench);
        SignInTrial.Enrolled attacker = SignInTrial.enrolled(bench);
        requireDiscoverable(bench, attacker.credential());
        return PasskeySignIn.discoverable(bench)
                .attempt(
                        attacker.credential(),
                        (seams, here) -> seams.json(json -> json.withObject("/response")
                                .put(
                                        "userHandle",
                                        Hash.base64Url(victim.credential().userHandle()))));
    }

    static Observation noHandle(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        requireDiscoverable(bench, person.credential());
        return PasskeySignIn.discoverable(bench)
                .attempt(
                        person.credential(),
                        (seams, here) ->
                                seams.json(json -> json.withObject("/response").remove("userHandle")));
    }

    /** The honest twin of what is tried on the sign-in page. */
    private static void requireDiscoverable(Bench bench, ForgedCredential credential) throws IOException {
        Observation seen = PasskeySignIn.discoverable(bench).attempt(credential, (seams, here) -> {});
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException("the honest passkey was not taken on the sign-in page: " + seen.seen());
        }
    }

    /** A victim of another method, at the page for passkeys, wherever the portal shows it. */
    static Observation noneOfItsOwn(Bench bench) throws IOException {
        requireNamed(bench);
        if (bench.profile().asksForNameAlone()) {
            throw new NotApplicableException("the portal has nobody without a passkey: who has none is unknown to it");
        }
        SignInTrial.Enrolled attacker = SignInTrial.enrolled(bench);
        Subject victim = bench.setUp(Method.EMAIL);
        PortalSession window = bench.browser();
        Page page = victim.signIn(window);
        if (!PasskeyPage.isThere(page) && isAddressed(bench)) {
            page = window.open(SIGN_IN);
        }
        return PasskeyPage.isThere(page) && page.id().filter(SIGN_IN::equals).isPresent()
                ? PasskeySignIn.onPage(bench, window).attempt(attacker.credential(), (seams, here) -> {})
                : Observation.rejected("who has no passkey is not asked for one: " + Answer.of(page));
    }

    private static boolean isAddressed(Bench bench) {
        return Optional.ofNullable(bench.profile().pages().get(SIGN_IN))
                .flatMap(PortalProfile.PageProfile::path)
                .isPresent();
    }

    static Observation previousChallenge(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn before = person.signIn();
        String challenge = before.forge().challenge();
        PasskeySignIn now = before.reloaded();
        if (now.forge().challenge().equals(challenge)) {
            throw new NotApplicableException("the page keeps its challenge when it is loaded again");
        }
        return now.attempt(
                person.credential(), (seams, here) -> seams.clientData(Mutations.put("challenge", challenge)));
    }

    static Observation replayed(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn first = person.signIn();
        Forgery taken = first.honest(person.credential());
        Observation seen = first.judge(first.send(taken.json()));
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException("the assertion was not taken the first time: " + seen.seen());
        }
        PasskeySignIn second = person.signIn();
        Observation again = second.judge(second.send(taken.json()));
        return again.with(taken.beside(second.honest(person.credential())));
    }

    /** The same request twice, at once, with the same cookies: one session may come of it. */
    static Observation twiceAtOnce(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn signIn = person.signIn();
        RequestDraft draft = signIn.draft(signIn.honest(person.credential()).json());
        long in = AtOnce.all(Stream.of(bench.browser(), bench.browser())
                        .<Callable<Boolean>>map(browser -> () -> isTaken(bench, browser.send(draft), browser))
                        .toList())
                .stream()
                .filter(taken -> taken)
                .count();
        if (in == 0) {
            throw new NotApplicableException("the portal takes neither of two requests that come at once");
        }
        return in > 1
                ? Observation.accepted("both requests are signed in")
                : Observation.rejected("one of two requests is signed in");
    }

    /** A script's request is answered with a page that no profile knows, and maybe with no cookie of its own. */
    private static boolean isTaken(Bench bench, Page page, PortalSession browser) throws IOException {
        boolean answered =
                page.id().isEmpty() && page.status() == 200 && !Answer.of(page).isRefusal();
        return answered || Landing.isIn(browser, bench.profile());
    }

    static void requireVerificationAsked(PasskeySignIn here) {
        String asked = here.forge().options().path("userVerification").asString("preferred");
        if (!asked.equals("required")) {
            throw new NotApplicableException("the portal's options do not require user verification, but " + asked);
        }
    }

    /** Signs in with one counter, then with another. */
    static Action counter(long first, long second) {
        return bench -> {
            SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
            Observation before = counted(person, first);
            boolean counts = first > 0;
            if (before.outcome() != Outcome.ACCEPTED && counts) {
                throw new InconclusiveException("counter " + first + " was not taken: " + before.seen());
            }
            return before.outcome() == Outcome.ACCEPTED ? counted(person, second) : before;
        };
    }

    private static Observation counted(SignInTrial.Enrolled person, long counter) throws IOException {
        return person.signIn()
                .attempt(person.credential(), (seams, here) -> seams.authData(data -> data.withCounter(counter)));
    }

    /** The person's session has the same cookies before and after: whoever planted or read them is signed in, too. */
    static Observation sameSession(Bench bench) throws IOException {
        boolean shown = Optional.ofNullable(bench.profile().pages().get("top"))
                .flatMap(PortalProfile.PageProfile::path)
                .isPresent();
        if (!shown) {
            throw new NotApplicableException("the portal has no page that shows who is signed in");
        }
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn signIn = person.signIn();
        String before = signIn.window().cookies().stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        Observation seen =
                signIn.judge(signIn.send(signIn.honest(person.credential()).json()));
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException("the honest passkey was not taken: " + seen.seen());
        }
        PortalSession other = bench.browser();
        Page page = other.send(other.draft(other.address("top")).withHeader("Cookie", before));
        return Observation.ended(page, Landing.isIn(other, bench.profile()));
    }

    /** A ceremony is open; in another browser the person changes the password that it began with. */
    static Observation passwordChanged(Bench bench) throws IOException {
        String page = "change-password";
        if (!bench.profile().pages().containsKey(page)) {
            throw new NotApplicableException("the portal has no page '" + page + "'");
        }
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn open = person.signIn();
        PortalSession window = person.signedIn();
        String another = "New-" + person.subject().persona().newPassword();
        bench.hide(another, "password");
        window.open(page).require(page);
        Page changed = window.submit(
                page,
                Map.of(
                        "current-password", person.subject().password(),
                        "new-password", another,
                        "confirm-password", another));
        if (Answer.of(changed).isRefusal()) {
            throw new InconclusiveException("the password was not changed: " + Answer.of(changed));
        }
        Observation seen = open.attempt(person.credential(), (seams, here) -> {});
        boolean outside = open.window().page().id().filter("sign-in"::equals).isPresent();
        // Whoever is led back to the beginning without a word is refused, too.
        return outside && seen.outcome() == Outcome.ACCEPTED_INERT ? Observation.rejected(seen.seen()) : seen;
    }

    /** The same person registers the same id with another key, in a ceremony that was open before. */
    static Observation keyExchanged(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        Observation seen = first.second(second)
                .attempt((seams, here) ->
                        seams.credential(made -> made.withId(person.credential().id())));
        boolean still = person.signIn()
                        .attempt(person.credential(), (seams, here) -> {})
                        .outcome()
                == Outcome.ACCEPTED;
        return still
                ? seen
                : Observation.accepted("the first key does not sign in any more")
                        .with(seen.exhibits());
    }
}
