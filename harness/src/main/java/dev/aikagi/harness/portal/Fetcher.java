package dev.aikagi.harness.portal;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sends requests as a browser does: with its headers, its cookies, and after redirects. */
final class Fetcher {
    private static final int MOST_REDIRECTS = 10;

    /** What every window of a browser knows. */
    record Window(PortalProfile profile, URI baseUri, Locale language, InstantSource clock, HttpWire wire) {
        /** An address of the profile's, which goes on from the base URI. */
        URI uri(String reference) {
            return URI.create(baseUri.toString().replaceFirst("/+$", "") + reference);
        }
    }

    private final Window window;
    private final CookieStore cookies;

    Fetcher(Window window, CookieStore cookies) {
        this.window = window;
        this.cookies = cookies;
    }

    /**
     * A request as it would be sent now.
     *
     * @param referrer the page that it comes from; empty if its address was typed
     */
    RequestDraft draft(String method, URI uri, String body, Optional<URI> referrer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Mozilla/5.0 (compatible; Aikagi)");
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.put("Accept-Language", window.language().toLanguageTag());
        referrer.flatMap(from -> Addresses.referrer(from, uri)).ifPresent(text -> headers.put("Referer", text));
        if (!method.equals("GET")) {
            headers.put("Origin", referrer.map(Addresses::origin).orElse("null"));
        }
        if (method.equals("POST")) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        cookies.header(uri).ifPresent(text -> headers.put("Cookie", text));
        return new RequestDraft(method, uri, headers, body, Optional.empty());
    }

    /**
     * Sends it, and follows redirects.
     *
     * @throws PortalUnreachableException if nobody answers
     * @throws PageMismatchException if redirects lead nowhere
     */
    Page fetch(RequestDraft draft) throws IOException {
        RequestDraft next = draft;
        for (int redirects = 0; ; redirects++) {
            HttpWire.Reply reply = exchange(next);
            Page came = Page.of(window.profile(), next.uri(), reply);
            Optional<String> location = reply.headers().firstValue("location");
            if (location.isEmpty() || !List.of(301, 302, 303, 307, 308).contains(reply.status())) {
                return came;
            }
            if (redirects == MOST_REDIRECTS) {
                throw came.mismatch("still redirected after " + MOST_REDIRECTS + " redirects");
            }
            next = redirected(next, redirectTarget(came, location.get()), reply.status());
        }
    }

    /** Sends it, and takes the answer as it comes. */
    HttpWire.Reply exchange(RequestDraft draft) throws IOException {
        HttpWire.Reply reply = window.wire().send(draft.method(), draft.uri(), draft.headers(), draft.body());
        cookies.store(draft.uri(), reply.headers().allValues("set-cookie"));
        return reply;
    }

    /** RFC 9110 §15.4: 303, and by custom 301 and 302, turn into GET; 307 and 308 do not. */
    private RequestDraft redirected(RequestDraft from, URI target, int status) {
        boolean again = status >= 307;
        Optional<URI> referrer =
                Optional.ofNullable(from.headers().get("Referer")).map(URI::create);
        return draft(again ? from.method() : "GET", target, again ? from.body() : "", referrer);
    }

    /** Where a page sends its browser. */
    static URI redirectTarget(Page from, String location) {
        try {
            return checkTarget(from, Addresses.resolve(from.uri(), location));
        } catch (IllegalArgumentException e) {
            throw from.mismatch("redirected to '" + location.replaceFirst("[?#].*", "") + "', which is no address");
        }
    }

    /** An address without its fragment, if it is one of http or https. */
    static URI checkTarget(Page from, URI uri) {
        try {
            return Addresses.withoutFragment(Addresses.checkBase(uri));
        } catch (IllegalArgumentException e) {
            throw from.mismatch("'" + uri.getScheme() + ":…' is no http or https address");
        }
    }
}
