package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page on which people remove what they sign in with, in a browser that is signed in. */
public final class FactorRemoval {
    /** The usual name of it in profiles; what counts is that it has the form. */
    public static final String PAGE = "remove-credential";

    private static final String FORM = "remove";

    private final PortalSession window;
    private final List<String> ids;

    private FactorRemoval(PortalSession window, List<String> ids) {
        this.window = window;
        this.ids = ids;
    }

    /** Why nothing can be removed on a portal; empty if it can, as far as the profile tells. */
    public static Optional<String> obstacle(PortalProfile profile) {
        return page(profile).isPresent()
                ? Optional.empty()
                : Optional.of("the portal has no page with the form '" + FORM + "'");
    }

    private static Optional<String> page(PortalProfile profile) {
        return profile.pages().entrySet().stream()
                .filter(page -> page.getValue().forms().containsKey(FORM)
                        && page.getValue().address().isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Opens it.
     *
     * @throws NotApplicableException if the portal has no such page
     * @throws dev.aikagi.harness.portal.PageMismatchException if another page comes
     */
    public static FactorRemoval open(PortalSession window) throws IOException {
        PortalProfile profile = window.profile();
        String id = page(profile)
                .orElseThrow(() -> new NotApplicableException(obstacle(profile).orElseThrow()));
        Page page = window.open(id);
        page.require(id);
        return new FactorRemoval(window, page.texts("choices"));
    }

    /** What can be removed, as the form names it, in the page's order. */
    public List<String> ids() {
        return ids;
    }

    /** The request that removes one. */
    public RequestDraft draft(String id, String password) {
        return window.draft(FORM, Map.of("credential", id, "current-password", password));
    }

    /** The request that removes one, with the id of something that the page does not offer in its place. */
    public RequestDraft draftOf(String other, String password) {
        String own = ids.get(0);
        RequestDraft draft = draft(own, password);
        String from = URLEncoder.encode(own, StandardCharsets.UTF_8);
        String to = URLEncoder.encode(other, StandardCharsets.UTF_8);
        return draft.withUri(URI.create(draft.uri().toString().replace(from, to)))
                .withBody(draft.body().replace(from, to));
    }

    /** Removes one. */
    public Page remove(String id, String password) throws IOException {
        return window.send(draft(id, password));
    }
}
