package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registration ceremony that is open: a person before the page, the page's options in hand. */
final class Enrolment {
    private static final String FORM = "passkey";
    private static final String PAGE = "passkey-register";

    private final Bench bench;
    private final Subject subject;
    private final PortalSession window;
    private final Forge forge;
    private final long listedBefore;

    private Enrolment(Bench bench, Subject subject, PortalSession window, long listedBefore) {
        this.bench = bench;
        this.subject = subject;
        this.window = window;
        this.forge = PasskeyPage.forge(window.page());
        this.listedBefore = listedBefore;
    }

    /** Somebody new before the page. */
    static Enrolment begin(Bench bench) throws IOException {
        ServedMetadata.prepare(bench);
        Subject subject = bench.atEnrolment(Method.PASSKEY);
        Enrolment begun = new Enrolment(bench, subject, subject.window(), 0);
        return bench.target().isOfOnePerson()
                ? begun.having(begun.listed(subject.window().page()))
                : begun;
    }

    /** In whoever's name the page stands in that browser. */
    static Enrolment onPage(Bench bench, Subject subject, PortalSession window) {
        return new Enrolment(bench, subject, window, 0);
    }

    /** The same person in another browser, which has to lead to the same page. */
    Enrolment elsewhere() throws IOException {
        PortalSession other = bench.browser();
        subject.signInTo(PAGE, other);
        return new Enrolment(bench, subject, other, listedBefore);
    }

    /** The page as it stands now, with its new options; in another browser where a refusal has led away from it for good. */
    Enrolment again() throws IOException {
        if (window.page().hasForm("retry")) {
            window.submit("retry", Map.of());
        }
        boolean there = window.page().id().filter(PAGE::equals).isPresent() && PasskeyPage.isThere(window.page());
        if (there && PasskeyPage.isAskedFor(bench.profile(), window.page())) {
            return reloaded();
        }
        return there ? new Enrolment(bench, subject, window, listedBefore) : elsewhere();
    }

    /** The page opened once more in the same browser. */
    Enrolment reloaded() throws IOException {
        window.reload().require(PAGE);
        return new Enrolment(bench, subject, window, listedBefore);
    }

    /**
     * The page opened by its address in the same browser, or by the name of who is signed in; empty where neither is
     * possible, or another page comes.
     */
    Optional<Enrolment> reopened() throws IOException {
        if (ByName.registers(window)) {
            boolean asked =
                    ByName.register(window, subject).id().filter(PAGE::equals).isPresent();
            return asked ? Optional.of(new Enrolment(bench, subject, window, listedBefore)) : Optional.empty();
        }
        boolean addressed = Optional.ofNullable(bench.profile().pages().get(PAGE))
                .flatMap(PageProfile::address)
                .isPresent();
        boolean there = addressed && window.open(PAGE).id().filter(PAGE::equals).isPresent();
        return there ? Optional.of(new Enrolment(bench, subject, window, listedBefore)) : Optional.empty();
    }

    /**
     * Where this person, whose first passkey has just been registered, registers a second one.
     *
     * @param open another ceremony of theirs, open since before the first
     */
    Enrolment second(Enrolment open) throws IOException {
        Optional<Enrolment> anew = ByName.registers(window) ? reopened() : Optional.empty();
        return anew.orElse(open).after(this);
    }

    /** The same ceremony after another one of the same person has ended with a passkey. */
    Enrolment after(Enrolment other) {
        return having(other.listedBefore + 1);
    }

    private Enrolment having(long passkeys) {
        return new Enrolment(bench, subject, window, Math.max(0, passkeys));
    }

    Bench bench() {
        return bench;
    }

    Subject subject() {
        return subject;
    }

    PortalSession window() {
        return window;
    }

    Forge forge() {
        return forge;
    }

    ForgedCredential newCredential() {
        return ForgedCredential.create(forge.userHandle(), bench.random());
    }

    Forgery honest(ForgedCredential credential) {
        return forge.registration(credential, seams());
    }

    /** One that is made otherwise than usual. */
    private Forgery made(ForgedCredential credential, RegistrationMutation how) throws IOException {
        RegistrationSeams seams = seams();
        how.on(seams, this);
        return forge.registration(credential, seams);
    }

    /**
     * Registers a passkey in that way.
     *
     * @throws InconclusiveException if the portal does not take it
     */
    ForgedCredential register(RegistrationMutation how) throws IOException {
        ForgedCredential credential = newCredential();
        Forgery forged = made(credential, how);
        Observation seen = judge(send(forged.json()), forged);
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException("the passkey to sign in with was not taken: " + seen.seen());
        }
        return credential;
    }

    /** At rest: with a certificate where the portal trusts an authority of ours, else without attestation. */
    private RegistrationSeams seams() {
        RegistrationSeams seams = new RegistrationSeams();
        if (bench.target().attestationAuthority().isPresent()) {
            seams.aaguid(AttestationProbes.MODEL)
                    .attester(AttestationChain.of(Leaf.right(AttestationProbes.MODEL), Issuer.trusted(bench))
                            .packed(bench.random()));
        }
        return seams;
    }

    Page send(String response) throws IOException {
        return PasskeyPage.send(bench, window, FORM, response);
    }

    /** The request that would send it, after what the page's script asks for where it composes the request itself. */
    RequestDraft draft(String response) throws IOException {
        return PasskeyPage.asks(bench.profile(), window.page(), FORM)
                ? Landing.draft(submit(response), window, bench)
                : PasskeyPage.draft(window, FORM, response);
    }

    /** As far as a question of the page's script, where there is one: nothing is sent then. */
    Page submit(String response) throws IOException {
        return PasskeyPage.submit(window, FORM, response);
    }

    /** Makes one thing wrong and sends it. */
    Observation attempt(RegistrationMutation mutation) throws IOException {
        return attempt((seams, here) -> {}, mutation);
    }

    /** Makes one thing wrong of what is honest in a way of its own, and sends it. */
    Observation attempt(RegistrationMutation base, RegistrationMutation mutation) throws IOException {
        ForgedCredential credential = newCredential();
        Forgery control = made(credential, base);
        Forgery forged = made(credential, (seams, here) -> {
            base.on(seams, here);
            mutation.on(seams, here);
        });
        PasskeyPage.requireCarried(bench, window, FORM, forged, control);
        return judge(send(forged.json()), forged).with(forged.beside(control));
    }

    /** What became of it: the answer, then what is stored. */
    Observation judge(Page page, Forgery forged) throws IOException {
        Answer answer = Answer.of(page);
        Outcome refusal = answer.refusal()
                .or(() -> page.id().filter(PAGE::equals).map(asked -> Outcome.REJECTED_CLEAN))
                .orElse(Outcome.ACCEPTED);
        if (refusal != Outcome.ACCEPTED) {
            if (PasskeySignIn.opens(bench, subject, forged.credential())) {
                return Observation.accepted(answer + ", yet the passkey signs in");
            }
            boolean shape = refusal == Outcome.REJECTED_CLEAN && isShape(answer);
            return new Observation(shape ? Outcome.REJECTED_SHAPE : refusal, answer.toString(), List.of());
        }
        Page settled = Landing.settle(window, bench);
        boolean opens = PasskeySignIn.opens(bench, subject, forged.credential());
        boolean listed = isListed(settled) || (!opens && listed(settled) > listedBefore);
        String seen = "%s; the passkey %s".formatted(Answer.of(settled), effect(listed, opens));
        return listed || opens ? Observation.accepted(seen) : Observation.inert(seen);
    }

    private static String effect(boolean listed, boolean opens) {
        if (opens) {
            return listed ? "is listed and signs in" : "signs in";
        }
        return listed ? "is listed and does not sign in" : "is not listed and does not sign in";
    }

    private boolean isListed(Page settled) throws IOException {
        return bench.profile().asksForNameAlone()
                ? ByName.listed(bench, subject).size() > listedBefore
                : Landing.listed(settled, bench.profile()) > listedBefore;
    }

    /** How many passkeys are listed that were not before the ceremony; -1 where the portal lists none. */
    long added(Page settled) throws IOException {
        long listed = listed(settled);
        return listed < 0 ? -1 : listed - listedBefore;
    }

    /** How many passkeys the portal lists of this person, on this page or where it does; -1 where it lists none. */
    private long listed(Page settled) throws IOException {
        return bench.profile().asksForNameAlone()
                ? ByName.listed(bench, subject).size()
                : Landing.listed(settled, window, bench.profile());
    }

    /**
     * Whether the portal answers as it answers rubbish, although it answers a readable message with a wrong challenge in
     * another way: then it has not read this one.
     */
    private boolean isShape(Answer answer) throws IOException {
        Answer rubbish = bench.once("registration: rubbish", () -> begin(bench).answerToRubbish());
        Answer wrong = bench.once("registration: wrong challenge", () -> {
            Enrolment other = begin(bench);
            RegistrationSeams seams = seams().clientData(Mutations.flippedChallenge());
            return other.answerTo(
                    other.forge.registration(other.newCredential(), seams).json());
        });
        return answer.equals(rubbish) && wrong.isRefusal() && !rubbish.equals(wrong);
    }

    private Answer answerToRubbish() throws IOException {
        return answerTo(PasskeyPage.rubbish(bench, window, FORM));
    }

    private Answer answerTo(String response) throws IOException {
        return Answer.of(send(response));
    }
}
