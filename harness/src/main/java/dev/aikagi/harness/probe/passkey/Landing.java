package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a browser comes to after the portal said yes. */
final class Landing {
    private static final String NAME = "passkey-name";
    private static final String LIST = "credentials";

    private Landing() {}

    /** Answers what is still asked, such as the passkey's name. */
    static Page settle(PortalSession window, Bench bench) throws IOException {
        Page page = window.page();
        return page.id().filter(NAME::equals).isPresent() ? window.submit(NAME, Map.of("label", label(bench))) : page;
    }

    /** The request that answers what a page's script asks. */
    static RequestDraft draft(Page question, PortalSession window, Bench bench) {
        question.require(NAME);
        return window.draft(NAME, Map.of("label", label(bench)));
    }

    /** Another each time: portals refuse a second passkey of the same name. */
    private static String label(Bench bench) {
        return "aikagi-%08x".formatted(bench.random().nextInt());
    }

    /** Whether this browser is signed in: the person's own page opens. */
    static boolean isIn(PortalSession window, PortalProfile profile) throws IOException {
        if (isTop(window.page())) {
            return true;
        }
        boolean known = profile.pages().containsKey("top")
                && profile.pages().get("top").path().isPresent();
        if (known) {
            return isTop(window.newWindow().open("top"));
        }
        String page = window.page().id().orElse("?");
        return !Answer.of(window.page()).isRefusal() && !page.contains("sign-in") && !page.equals("passkey-register");
    }

    /** How many passkeys a page lists; -1 where it lists none by the profile. */
    static long listed(Page page, PortalProfile profile) {
        if (page.has(LIST)) {
            return page.all(LIST).stream()
                    .filter(item ->
                            !item.hasAttr("data-type") || item.attr("data-type").equals("passkey"))
                    .count();
        }
        boolean lists = page.id()
                .map(profile.pages()::get)
                .filter(known -> known.places().containsKey(LIST))
                .isPresent();
        return lists ? 0 : -1;
    }

    /** The same, and where the page lists none, the one that does is looked at. */
    static long listed(Page page, PortalSession window, PortalProfile profile) throws IOException {
        long listed = listed(page, profile);
        if (listed >= 0) {
            return listed;
        }
        Optional<Page> list = list(window, profile);
        return list.isPresent() ? listed(list.get(), profile) : -1;
    }

    /** The page that lists passkeys; empty where the profile names none with an address, or another one comes. */
    static Optional<Page> list(PortalSession window, PortalProfile profile) throws IOException {
        Optional<String> id = profile.pages().entrySet().stream()
                .filter(known -> known.getValue().path().isPresent()
                        && known.getValue().places().containsKey(LIST))
                .map(Map.Entry::getKey)
                .findFirst();
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(window.newWindow().open(id.get()))
                        .filter(page -> page.id().filter(id.get()::equals).isPresent());
    }

    private static boolean isTop(Page page) {
        return page.id().filter("top"::equals).isPresent();
    }
}
