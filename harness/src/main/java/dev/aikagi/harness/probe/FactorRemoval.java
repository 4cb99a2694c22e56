package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The page on which people remove what they sign in with, in a browser that is signed in. */
public final class FactorRemoval {
    /** The profile's name of it. */
    public static final String PAGE = "remove-credential";

    private final PortalSession window;
    private final List<String> ids;

    private FactorRemoval(PortalSession window, List<String> ids) {
        this.window = window;
        this.ids = List.copyOf(ids);
    }

    /**
     * Opens it.
     *
     * @throws NotApplicableException if the portal has no such page
     */
    public static FactorRemoval open(PortalSession window) throws IOException {
        try {
            Page page = window.open(PAGE);
            page.require(PAGE);
            return new FactorRemoval(
                    window,
                    page.all("choices").stream()
                            .map(choice -> choice.attr("value"))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new NotApplicableException(String.valueOf(e.getMessage()));
        }
    }

    /** What can be removed, as the form names it, in the page's order. */
    public List<String> ids() {
        return ids;
    }

    /** The request that removes one. */
    public RequestDraft draft(String id, String password) {
        return window.draft("remove", Map.of("credential", id, "current-password", password));
    }

    /** Removes one. */
    public Page remove(String id, String password) throws IOException {
        return window.send(draft(id, password));
    }
}
