package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Address;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One browser window on a portal, without the browser: HTTP, cookies, redirects, forms and links, no scripts. Not for
 * several threads at once.
 */
public final class PortalSession {
    private static final int MOST_REDIRECTS = 10;

    private record Window(PortalProfile profile, URI baseUri, Locale language, InstantSource clock, HttpWire wire) {}

    private final Window window;
    private final CookieStore cookies;
    private @Nullable Page page;

    /**
     * A fresh browser's first window.
     *
     * @param baseUri http or https, with or without a trailing slash
     * @param language that the portal is asked for
     * @param clock for the expiry of cookies and the times told to the listener
     */
    public PortalSession(
            PortalProfile profile, URI baseUri, Locale language, HttpListener listener, InstantSource clock) {
        this(profile, baseUri, language, clock, new HttpWire(listener, clock, HttpWire.Limits.USUAL, null));
    }

    /** As the other, and trusts what this context trusts. */
    public PortalSession(
            PortalProfile profile,
            URI baseUri,
            Locale language,
            HttpListener listener,
            InstantSource clock,
            SSLContext trust) {
        this(profile, baseUri, language, clock, new HttpWire(listener, clock, HttpWire.Limits.USUAL, trust));
    }

    PortalSession(PortalProfile profile, URI baseUri, Locale language, InstantSource clock, HttpWire wire) {
        this(new Window(profile, checkBase(baseUri), language, clock, wire), new CookieStore(clock));
    }

    private PortalSession(Window window, CookieStore cookies) {
        this.window = window;
        this.cookies = cookies;
    }

    /** Another browser, on this machine or on a phone: no cookies. */
    public PortalSession newBrowser() {
        return new PortalSession(window, new CookieStore(window.clock()));
    }

    /** Another window of this browser: the same cookies, no page yet. */
    public PortalSession newWindow() {
        return new PortalSession(window, cookies);
    }

    /**
     * Opens a page of the profile, as if its address were typed. Where the profile says that this is done in another tab,
     * this window goes there only if it is the page that was wanted.
     *
     * @return the page that came
     * @throws IllegalArgumentException if the profile has no such page, or no path for it
     * @throws PortalUnreachableException if nobody answers
     * @throws PageMismatchException if redirects lead nowhere
     */
    public Page open(String pageId) throws IOException {
        PageProfile known = Optional.ofNullable(window.profile().pages().get(pageId))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the profile '" + window.profile().name() + "' has no page '" + pageId + "'"));
        Address address = known.address()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the profile '" + window.profile().name() + "' says no path for page '" + pageId + "'"));
        URI uri = address.beside()
                ? target(address.reference())
                : URI.create(window.baseUri().toString().replaceFirst("/+$", "") + address.reference());
        URI whole = withKept(uri, address.keep());
        return address.newTab() ? tab(pageId, whole) : passBy(get(whole));
    }

    private Page passBy(Page came) throws IOException {
        Optional<String> link = came.passBy();
        return link.isPresent() ? follow(link.get()) : came;
    }

    private Page tab(String pageId, URI uri) throws IOException {
        Page came = newWindow().get(uri);
        if (page == null || came.id().filter(pageId::equals).isPresent()) {
            page = came;
        }
        return came;
    }

    private URI withKept(URI uri, List<String> keep) {
        if (keep.isEmpty()) {
            return uri;
        }
        String query = Optional.ofNullable(page().uri().getRawQuery()).orElse("");
        String kept = Arrays.stream(query.split("&", -1))
                .filter(parameter -> keep.contains(parameter.replaceFirst("=.*", "")))
                .collect(Collectors.joining("&"));
        String between = uri.getRawQuery() == null ? "?" : "&";
        return kept.isEmpty() ? uri : URI.create(uri + between + kept);
    }

    /** Opens an address, as from a mail. */
    public Page get(URI uri) throws IOException {
        return load(withoutFragment(checkBase(uri)), Optional.empty());
    }

    /** Gets the current page's address again; a form that led here is not sent twice. */
    public Page reload() throws IOException {
        return passBy(get(page().uri()));
    }

    /**
     * Fills in a form of the current page and sends it, hidden fields and preset choices included. Where the page's script
     * first asks for something, the question becomes the current page, and its form is the one that is sent.
     *
     * @param values the profile's names of fields → what is typed, or which of the choices or buttons is taken
     * @throws PageMismatchException if the page has not this form, or the form not this field or choice
     */
    public Page submit(String form, Map<String, String> values) throws IOException {
        Optional<String> prompt = page().form(form).getKey().prompt();
        if (prompt.isPresent()) {
            page = page().prompt(prompt.get(), HtmlForm.hold(page(), form, values));
            return page;
        }
        return send(draft(form, values));
    }

    /**
     * The request that {@link #submit} would send now, with the cookies that this browser has now.
     *
     * @throws PageMismatchException if the page has not this form, or the form not this field or choice
     */
    public RequestDraft draft(String form, Map<String, String> values) {
        HtmlForm.Submission submission = HtmlForm.submit(page(), form, values);
        URI target = checkTarget(submission.uri());
        return draft(submission.post() ? "POST" : "GET", target, submission.body(), Optional.of(page().uri()));
    }

    /** The request for an address as if it were typed. */
    public RequestDraft draft(URI uri) {
        return draft("GET", withoutFragment(checkBase(uri)), "", Optional.empty());
    }

    /**
     * Sends a request as it stands there, cookies included, and follows redirects as a browser would.
     *
     * @throws PortalUnreachableException if nobody answers
     * @throws PageMismatchException if redirects lead nowhere
     */
    public Page send(RequestDraft draft) throws IOException {
        RequestDraft next = draft;
        for (int redirects = 0; ; redirects++) {
            HttpWire.Reply reply = exchange(next);
            page = Page.of(window.profile(), next.uri(), reply);
            Optional<String> location = reply.headers().firstValue("location");
            if (location.isEmpty() || !List.of(301, 302, 303, 307, 308).contains(reply.status())) {
                return page;
            }
            if (redirects == MOST_REDIRECTS) {
                throw page.mismatch("still redirected after " + MOST_REDIRECTS + " redirects");
            }
            next = redirected(next, redirectTarget(next.uri(), location.get()), reply.status());
        }
    }

    /** Clicks a link of the current page. */
    public Page follow(String link) throws IOException {
        return load(target(page().linkTarget(link)), Optional.of(page().uri()));
    }

    /**
     * Loads a picture or another part of the current page, which stays.
     *
     * @param reference as it stands in the page, relative or not
     */
    public byte[] resource(String reference) throws IOException {
        URI uri = target(reference);
        return exchange(draft("GET", uri, "", Optional.of(page().uri()))).body().toArray();
    }

    /** Whether any page was opened. */
    public boolean hasPage() {
        return page != null;
    }

    /**
     * The current page.
     *
     * @throws IllegalStateException if none was opened
     */
    public Page page() {
        if (page == null) {
            throw new IllegalStateException("no page was opened in this window");
        }
        return page;
    }

    /** This browser's cookies with their values, for redaction and for probes. */
    public List<Cookie> cookies() {
        return cookies.cookies();
    }

    /** Where the portal answers. */
    public URI baseUri() {
        return window.baseUri();
    }

    static URI checkBase(URI uri) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address");
        }
        return uri;
    }

    /** RFC 9110 §15.4: 303, and by custom 301 and 302, turn into GET; 307 and 308 do not. */
    private RequestDraft redirected(RequestDraft from, URI target, int status) {
        boolean again = status >= 307;
        Optional<URI> referrer =
                Optional.ofNullable(from.headers().get("Referer")).map(URI::create);
        return draft(again ? from.method() : "GET", target, again ? from.body() : "", referrer);
    }

    private Page load(URI uri, Optional<URI> referrer) throws IOException {
        return send(draft("GET", uri, "", referrer));
    }

    private RequestDraft draft(String method, URI uri, String body, Optional<URI> referrer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Mozilla/5.0 (compatible; Aikagi)");
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.put("Accept-Language", window.language().toLanguageTag());
        referrer.flatMap(from -> referrer(from, uri)).ifPresent(text -> headers.put("Referer", text));
        if (method.equals("POST")) {
            headers.put("Origin", referrer.map(PortalSession::origin).orElse("null"));
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        cookies.header(uri).ifPresent(text -> headers.put("Cookie", text));
        return new RequestDraft(method, uri, headers, body);
    }

    private HttpWire.Reply exchange(RequestDraft draft) throws IOException {
        HttpWire.Reply reply = window.wire().send(draft.method(), draft.uri(), draft.headers(), draft.body());
        cookies.store(draft.uri(), reply.headers().allValues("set-cookie"));
        return reply;
    }

    /** The browsers' default, strict-origin-when-cross-origin (W3C Referrer Policy §3.7). */
    private static Optional<String> referrer(URI from, URI to) {
        if (origin(from).equals(origin(to))) {
            return Optional.of(from.toString().replaceFirst("#.*", ""));
        }
        boolean downgrade = CookieStore.isTrustworthy(from) && !CookieStore.isTrustworthy(to);
        return downgrade ? Optional.empty() : Optional.of(origin(from) + "/");
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + CookieStore.host(uri) + (usual ? "" : ":" + uri.getPort());
    }

    private URI redirectTarget(URI from, String location) {
        try {
            return checkTarget(resolve(from, location));
        } catch (IllegalArgumentException e) {
            throw page().mismatch("redirected to '" + location.replaceFirst("[?#].*", "") + "', which is no address");
        }
    }

    /** RFC 3986 §5.2.2, also where the reference is a query alone, which {@link URI#resolve(String)} gets wrong. */
    private static URI resolve(URI base, String reference) {
        return reference.startsWith("?")
                ? URI.create(base.toString().replaceFirst("[?#].*", "") + reference)
                : base.resolve(reference);
    }

    private static URI withoutFragment(URI uri) {
        return URI.create(uri.toString().replaceFirst("#.*", ""));
    }

    private URI target(String text) {
        try {
            return checkTarget(resolve(page().uri(), text));
        } catch (IllegalArgumentException e) {
            throw page().mismatch("'" + text + "' is no address");
        }
    }

    private URI checkTarget(URI uri) {
        try {
            return withoutFragment(checkBase(uri));
        } catch (IllegalArgumentException e) {
            throw page().mismatch("'" + uri.getScheme() + ":…' is no http or https address");
        }
    }
}
