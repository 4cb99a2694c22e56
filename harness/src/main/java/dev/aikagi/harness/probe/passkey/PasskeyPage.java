package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Where options stand on a page and where a response goes: the one place that knows. */
final class PasskeyPage {
    private static final String OPTIONS = "webauthn-options";
    private static final String CREDENTIAL = "credential";
    private static final String NO_JSON = "{\"id\":";
    private static final String NO_BASE64URL = """
            {"id":"!","rawId":"!","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"!",\
            "authenticatorData":"!","signature":"!","userHandle":"!"}}""";

    private PasskeyPage() {}

    static Forge forge(Page page) {
        return Forge.of(page.place(OPTIONS), page.uri());
    }

    static boolean isThere(Page page) {
        return page.has(OPTIONS);
    }

    /** Whether a script has asked for the page's options: it does so once, and a refused response leaves them spent. */
    static boolean isAskedFor(PortalProfile profile, Page page) {
        return page.id()
                .map(profile.pages()::get)
                .map(known -> known.places().get(OPTIONS))
                .filter(place -> !(place instanceof PortalProfile.HtmlPlace))
                .isPresent();
    }

    /** Gives a response to the page, which sends it, or first asks for something. */
    static Page submit(PortalSession window, String form, String response) throws IOException {
        return window.submit(form, Map.of(CREDENTIAL, response));
    }

    /** Sends a response with the page's form, after whatever the page's script asks for before it sends. */
    static Page send(Bench bench, PortalSession window, String form, String response) throws IOException {
        Page page = submit(window, form, response);
        return page.isPrompt() ? Landing.settle(window, bench) : page;
    }

    /** The request that would send it. */
    static RequestDraft draft(PortalSession window, String form, String response) {
        return window.draft(form, Map.of(CREDENTIAL, response));
    }

    /** What no portal can read, in whichever way the page sends a response. */
    static String rubbish(Bench bench, PortalSession window, String form) {
        return isWhole(bench.profile(), window.page(), form) ? NO_JSON : NO_BASE64URL;
    }

    /**
     * Requires that the portal gets to see what a response differs in from the honest one.
     *
     * @throws NotApplicableException if the page takes the response apart, and sends nothing of the difference
     */
    static void requireCarried(Bench bench, PortalSession window, String form, Forgery forged, Forgery honest) {
        if (forged.json().equals(honest.json()) || isWhole(bench.profile(), window.page(), form)) {
            return;
        }
        if (!isObject(forged.json())) {
            throw new NotApplicableException("the portal's page takes the response apart: such a text is never sent");
        }
        boolean same = draft(window, form, forged.json())
                .body()
                .equals(draft(window, form, honest.json()).body());
        if (same) {
            throw new NotApplicableException("the portal's page does not send that part of the response");
        }
    }

    /** Whether a script asks for something before it composes the request, which is none without the answer. */
    static boolean asks(PortalProfile profile, Page page, String form) {
        return page.id()
                .map(profile.pages()::get)
                .map(known -> known.forms().get(form))
                .filter(known -> known instanceof PortalProfile.ScriptedForm
                        && known.prompt().isPresent())
                .isPresent();
    }

    /** Whether the page sends the response as one text. */
    private static boolean isWhole(PortalProfile profile, Page page, String form) {
        return page.id()
                .map(profile.pages()::get)
                .map(known -> known.forms().get(form))
                .filter(known ->
                        known instanceof HtmlFormProfile html && html.fields().get(CREDENTIAL) instanceof Field.Spread)
                .isEmpty();
    }

    private static boolean isObject(String text) {
        try {
            return Forge.JSON.readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
