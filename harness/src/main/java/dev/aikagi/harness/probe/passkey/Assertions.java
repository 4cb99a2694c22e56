package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Attempt.Action;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** What probes of the sign-in do that is more than one change of one response. */
final class Assertions {
    private static final int LIMIT_SECONDS = 30;

    private Assertions() {}

    static Observation honest(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        return person.signIn().attempt(person.credential(), (seams, here) -> {});
    }

    /** Two passkeys of one person, and a ceremony that lists one of them. */
    static Observation notAllowed(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        ForgedCredential other = second.newCredential();
        Forgery forged = second.having(1).honest(other);
        if (second.having(1).judge(second.send(forged.json()), forged).outcome() != Outcome.ACCEPTED) {
            throw new NotApplicableException("the portal did not take a second passkey of the same person");
        }
        PasskeySignIn signIn = person.signIn();
        boolean listed = false;
        for (JsonNode descriptor : signIn.forge().options().path("allowCredentials")) {
            listed |= descriptor.path("id").asString("").equals(Hash.base64Url(other.id()));
        }
        if (listed || signIn.forge().options().path("allowCredentials").isEmpty()) {
            throw new NotApplicableException("the portal allows every passkey of the person");
        }
        return signIn.attempt(other, (seams, here) -> {});
    }

    static Action foreign(boolean ownHandle) {
        return bench -> {
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

    /** A victim of another method, where the portal offers a passkey ceremony all the same. */
    static Observation noneOfItsOwn(Bench bench) throws IOException {
        SignInTrial.Enrolled attacker = SignInTrial.enrolled(bench);
        Subject victim = bench.setUp(Method.EMAIL);
        PortalSession window = bench.browser();
        if (!PasskeyPage.isThere(victim.signIn(window))) {
            throw new NotApplicableException("the portal offers no passkey ceremony to who has no passkey");
        }
        return PasskeySignIn.onPage(bench, window).attempt(attacker.credential(), (seams, here) -> {});
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
        List<PortalSession> browsers = List.of(bench.browser(), bench.browser());
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        try {
            List<Callable<Boolean>> both = browsers.stream()
                    .<Callable<Boolean>>map(browser -> () -> {
                        browser.send(draft);
                        return Landing.isIn(browser, bench.profile());
                    })
                    .toList();
            int in = 0;
            for (Future<Boolean> each : threads.invokeAll(both)) {
                in += each.get(LIMIT_SECONDS, TimeUnit.SECONDS) ? 1 : 0;
            }
            return in > 1
                    ? Observation.accepted("both requests are signed in")
                    : Observation.rejected(in + " of two requests is signed in");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while two requests were under way", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("one of two requests failed: " + e.getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
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

    static Observation removed(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        PasskeySignIn open = person.signIn();
        PasskeySignIn own = person.signIn();
        own.send(own.honest(person.credential()).json());
        own.window().open("credential-remove");
        own.window().submit("remove", Map.of());
        return open.attempt(person.credential(), (seams, here) -> {});
    }

    /** The same person registers the same id with another key, in a ceremony that was open before. */
    static Observation keyExchanged(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.Enrolled person = SignInTrial.enrolled(first);
        Observation seen = second.having(1)
                .attempt((seams, here) ->
                        seams.credential(made -> made.withId(person.credential().id())));
        boolean still = PasskeySignIn.identified(bench, person.subject())
                        .attempt(person.credential(), (seams, here) -> {})
                        .outcome()
                == Outcome.ACCEPTED;
        return still
                ? seen
                : Observation.accepted("the first key does not sign in any more")
                        .with(seen.exhibits());
    }
}
