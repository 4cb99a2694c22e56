package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.Notice;
import dev.aikagi.harness.portal.Page;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * What has to be seen after a step.
 *
 * @param page the profile's name of the page
 * @param notPage a page that must not have come, where portals may send people to different ones
 * @param error the profile's name of what it complains of; where none is named, it must not complain
 * @param credentials the kinds that the top page lists, in its order
 * @param refusal who refuses on our side: a DOMException's name, {@code app} or {@code vault}; where none is named,
 *     nobody must
 */
record Expectation(
        Optional<String> page,
        Optional<String> notPage,
        Optional<String> error,
        Optional<List<String>> credentials,
        Optional<String> refusal) {
    static final Expectation NOTHING_WRONG =
            new Expectation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** That page, and no complaint. */
    static Expectation of(String page) {
        return new Expectation(
                Optional.of(page), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, whatever is enrolled. */
    Expectation withoutCredentials() {
        return new Expectation(page, notPage, error, Optional.empty(), refusal);
    }

    /**
     * Holds it against the page that came.
     *
     * @param fresh whether it came in this step; what an older page complains of is known already
     * @throws StepFailedException which page came instead, and what it says
     */
    void check(Page came, boolean fresh) throws StepFailedException {
        if (page.isPresent() && !page.equals(came.id())) {
            throw new StepFailedException("expected page '" + page.get() + "', came " + came);
        }
        if (notPage.isPresent() && notPage.equals(came.id())) {
            throw new StepFailedException("page '" + notPage.get() + "' must not come, came " + came);
        }
        if (fresh || error.isPresent()) {
            checkError(came);
        }
        if (credentials.isPresent()) {
            checkCredentials(came, credentials.get());
        }
    }

    private void checkError(Page came) throws StepFailedException {
        List<String> complaints = came.notices().stream()
                .filter(notice -> notice.kind() == Notice.Kind.ERROR)
                .map(Notice::name)
                .toList();
        if (error.isPresent() && !complaints.contains(error.get())) {
            throw new StepFailedException("expected the complaint '" + error.get() + "', came " + came);
        }
        if (error.isEmpty() && !complaints.isEmpty()) {
            throw new StepFailedException("the portal complains: " + came);
        }
    }

    private static void checkCredentials(Page came, List<String> expected) throws StepFailedException {
        List<String> listed =
                came.all("credentials").stream().map(Expectation::kind).sorted().toList();
        if (!listed.equals(expected.stream().sorted().toList())) {
            throw new StepFailedException("expected the credentials " + expected + ", the page lists " + listed);
        }
    }

    private static String kind(Element credential) {
        return credential.attr("data-type");
    }
}
