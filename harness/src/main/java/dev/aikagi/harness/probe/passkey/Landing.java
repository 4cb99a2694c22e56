package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a browser comes to after the portal said yes. */
final class Landing {
    private Landing() {}

    /** Answers what is still asked, such as the passkey's name. */
    static Page settle(PortalSession window, Bench bench) throws IOException {
        Page page = window.page();
        return page.id().filter("passkey-name"::equals).isPresent()
                ? window.submit("passkey-name", Map.of("label", label(bench)))
                : page;
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

    /** How many passkeys the person's own page lists; -1 where it lists none by the profile. */
    static long listed(Page page) {
        if (!page.has("credentials") && !isTop(page)) {
            return -1;
        }
        return page.has("credentials")
                ? page.all("credentials").stream()
                        .filter(item -> !item.hasAttr("data-type")
                                || item.attr("data-type").equals("passkey"))
                        .count()
                : 0;
    }

    /** The same, and where the page lists none, the one that does is looked at. */
    static long listed(Page page, PortalSession window, Bench bench) throws IOException {
        long listed = listed(page);
        boolean elsewhere = Optional.ofNullable(bench.profile().pages().get("top"))
                .flatMap(PageProfile::path)
                .isPresent();
        return listed < 0 && elsewhere ? listed(window.newWindow().open("top")) : listed;
    }

    private static boolean isTop(Page page) {
        return page.id().filter("top"::equals).isPresent();
    }
}
