package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A person with a passkey who registers once more: where they stood before the page already, or may come to it again. */
record SecondEnrolment(Enrolment here, ForgedCredential first, Forgery sent) {
    private static final String UNLISTED = "the portal does not list passkeys, so that a second one is not seen";

    /**
     * Somebody whose first passkey is registered and who has the page before them again, with new options.
     *
     * @throws NotApplicableException if the portal ends a ceremony that was open when another ended
     */
    static SecondEnrolment begin(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        ForgedCredential credential = first.newCredential();
        Forgery forged = first.honest(credential);
        Observation seen = first.judge(first.send(forged.json()), forged);
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException("the first passkey was not taken: " + seen.seen());
        }
        try {
            return new SecondEnrolment(second.reloaded().after(first), credential, forged);
        } catch (PageMismatchException e) {
            Enrolment reopened = first.reopened()
                    .orElseThrow(() -> new NotApplicableException(
                            "the portal ends a ceremony that was open when another ended: " + e.getMessage()));
            return new SecondEnrolment(reopened.after(first), credential, forged);
        }
    }

    private boolean isExcluded() {
        for (JsonNode descriptor : here.forge().options().path("excludeCredentials")) {
            if (descriptor.path("id").asString("").equals(Hash.base64Url(first.id()))) {
                return true;
            }
        }
        return false;
    }

    static Observation excluded(Bench bench) throws IOException {
        SecondEnrolment again = begin(bench);
        JsonNode list = again.here.forge().options().path("excludeCredentials");
        return Observation.that(
                again.isExcluded(),
                again.isExcluded() ? "it is listed" : "it is not among the " + list.size() + " that are listed",
                Exhibit.text("excludeCredentials", list.toString()));
    }

    static Observation other(Bench bench) throws IOException {
        return begin(bench).here.attempt((seams, here) -> {});
    }

    /** The very credential that the options exclude, from an authenticator that does not look. */
    static Observation same(Bench bench) throws IOException {
        SecondEnrolment again = begin(bench);
        if (!again.isExcluded()) {
            throw new NotApplicableException("the options do not exclude it: see R-04");
        }
        Forgery forged = again.here.honest(again.first);
        Page page = again.here.send(forged.json());
        Optional<Outcome> refusal = Answer.of(page).refusal();
        if (refusal.isPresent()) {
            return new Observation(refusal.get(), Answer.of(page).toString(), List.of());
        }
        Page settled = Landing.settle(again.here.window(), bench);
        long added = again.here.added(settled);
        if (added < 0) {
            throw new NotApplicableException(UNLISTED);
        }
        return Answer.of(settled).isRefusal() || added == 0
                ? Observation.rejected(Answer.of(settled) + "; one passkey is listed")
                : Observation.accepted((added + 1) + " passkeys are listed");
    }

    /** The same request twice, at once, with the same cookies: one passkey may come of it. */
    static Observation twiceAtOnce(Bench bench) throws IOException {
        Enrolment here = Enrolment.begin(bench);
        URI address = here.window().page().uri();
        RequestDraft draft = here.draft(here.honest(here.newCredential()).json());
        AtOnce.all(Stream.of(here.window().newWindow(), here.window().newWindow())
                .<Callable<Page>>map(browser -> () -> browser.send(draft))
                .toList());
        PortalSession after = here.window().newWindow();
        after.get(address);
        long added = here.added(Landing.settle(after, bench));
        if (added < 0) {
            throw new NotApplicableException(UNLISTED);
        }
        if (added == 0) {
            throw new NotApplicableException("the portal takes neither of two requests that come at once");
        }
        return added == 1
                ? Observation.rejected("one passkey is listed")
                : Observation.accepted(added + " passkeys are listed");
    }
}
