package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import java.io.IOException;
import java.util.Map;

/** Where options stand on a page and where a response goes: the one place that knows. */
final class PasskeyPage {
    private PasskeyPage() {}

    static Forge forge(Page page) {
        return Forge.of(page.place("webauthn-options"), page.uri());
    }

    static boolean isThere(Page page) {
        return page.has("webauthn-options");
    }

    /** Sends a response with the page's form. */
    static Page send(PortalSession window, String form, String response) throws IOException {
        return window.submit(form, Map.of("credential", response));
    }

    /** The request that would send it. */
    static RequestDraft draft(PortalSession window, String form, String response) {
        return window.draft(form, Map.of("credential", response));
    }
}
