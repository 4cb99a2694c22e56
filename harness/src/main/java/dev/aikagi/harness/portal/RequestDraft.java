package dev.aikagi.harness.portal;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as a browser would send it, to be changed before {@link PortalSession#send} sends it: the place where a test
 * of a portal's defences touches HTTP.
 *
 * @param headers names in any case, a value each, the cookies among them
 * @param body empty without one
 * @param script the form that a page's script sends by this; empty where the browser itself asks for a page
 */
public record RequestDraft(String method, URI uri, Map<String, String> headers, String body, Optional<String> script) {
    public RequestDraft {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    /** The same request with another method. */
    public RequestDraft withMethod(String other) {
        return new RequestDraft(other, uri, headers, body, script);
    }

    /** The same request to another address. */
    public RequestDraft withUri(URI other) {
        return new RequestDraft(method, other, headers, body, script);
    }

    /** The same request with that header, in place of one of the same name. */
    public RequestDraft withHeader(String name, String value) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.put(name, value);
        return new RequestDraft(method, uri, changed, body, script);
    }

    /** The same request without that header. */
    public RequestDraft withoutHeader(String name) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(name);
        return new RequestDraft(method, uri, changed, body, script);
    }

    /** The same request with the cookies that a browser has now. */
    RequestDraft withCookies(CookieStore cookies) {
        Optional<String> header = cookies.header(uri);
        return header.isPresent() ? withHeader("Cookie", header.get()) : withoutHeader("Cookie");
    }

    /** The same request with another body. */
    public RequestDraft withBody(String other) {
        return new RequestDraft(method, uri, headers, other, script);
    }

    /** Method and path: a query or a body may carry secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getPath();
    }
}
