package dev.aikagi.harness.probe.flow;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FirstSignIn;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The set-up's pages in their order, and people who stand before them. */
final class Steps {
    static final String BIRTH_DATE = "birth-date";
    static final String TERMS = "terms";
    static final String MAIL_SENT = "mail-sent";
    static final String METHOD = "choose-method";
    static final String PASSWORD = "new-password";

    private static final List<String> ORDER = List.of(BIRTH_DATE, TERMS, "mail-address", MAIL_SENT, METHOD, PASSWORD);

    private Steps() {}

    /** Why what concerns pages, and who is seen to be signed in on them, means nothing on a server without any. */
    static Optional<String> lacksPages(PortalProfile profile) {
        return without(profile, "the portal has no pages, so that nobody is seen to be signed in");
    }

    /** Why what concerns passwords means nothing where a name is all that is asked for. */
    static Optional<String> lacksPasswords(PortalProfile profile) {
        return without(profile, "the portal asks for no password");
    }

    private static Optional<String> without(PortalProfile profile, String reason) {
        return profile.asksForNameAlone() ? Optional.of(reason) : Optional.empty();
    }

    /** Those of the set-up that the portal has. */
    static List<String> of(PortalProfile profile) {
        return ORDER.stream().filter(profile.pages()::containsKey).toList();
    }

    /** Those with an address of their own that come after the page, the way to the top page included. */
    static List<String> after(PortalProfile profile, String page) {
        List<String> later = ORDER.subList(ORDER.indexOf(page) + 1, ORDER.size());
        return profile.pages().entrySet().stream()
                .filter(known -> known.getValue().address().isPresent())
                .map(java.util.Map.Entry::getKey)
                .filter(known -> later.contains(known)
                        || List.of("setup-done", "passkey-register", "totp-register", "top")
                                .contains(known))
                .toList();
    }

    /** A newcomer who has come to that page. */
    static Subject at(Bench bench, String page) throws IOException {
        Subject subject = bench.newcomer();
        new FirstSignIn(subject, Method.TOTP, bench.browser()).walkTo(page);
        return subject;
    }

    /** Goes the whole way. */
    static Observation honest(Bench bench) throws IOException {
        Subject subject = bench.newcomer();
        Page page = new FirstSignIn(subject, Method.TOTP, bench.browser()).walk();
        return Observation.ended(page, !Answer.of(page).isRefusal());
    }

    /** How a form of the page ended that must not lead on: taken where another page came without complaint. */
    static Observation ended(Page page, String step) {
        boolean on = page.id()
                .filter(id -> !id.equals(step) && !id.equals("sign-in"))
                .isPresent();
        return Observation.ended(page, on && !Answer.of(page).isRefusal());
    }

    /** Opens a page by its address; empty if another one came. */
    static Optional<Page> opened(PortalSession browser, String page) throws IOException {
        try {
            Page came = browser.open(page);
            boolean there = came.id().filter(page::equals).isPresent() && came.status() < 400;
            return there ? Optional.of(came) : Optional.empty();
        } catch (PageMismatchException e) {
            return Optional.empty();
        }
    }
}
