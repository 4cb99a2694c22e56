package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Address;
import dev.aikagi.harness.portal.PortalProfile.ForgetfulForm;
import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalProfile.ScriptedForm;
import dev.aikagi.harness.portal.PortalProfile.Then;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One browser window on a portal, without the browser: HTTP, cookies, redirects, forms and links, no scripts. Not for
 * several threads at once.
 */
public final class PortalSession {
    private final Fetcher.Window window;
    private final CookieStore cookies;
    private final Fetcher fetcher;
    private final PageScripts scripts;
    private @Nullable Page page;
    private @Nullable RequestDraft asked;

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

    /** As the other, and trusts what this context trusts, if there is one. */
    public PortalSession(
            PortalProfile profile,
            URI baseUri,
            Locale language,
            HttpListener listener,
            InstantSource clock,
            Optional<SSLContext> trust) {
        this(
                profile,
                baseUri,
                language,
                clock,
                new HttpWire(listener, clock, HttpWire.Limits.USUAL, trust.orElse(null)));
    }

    PortalSession(PortalProfile profile, URI baseUri, Locale language, InstantSource clock, HttpWire wire) {
        this(new Fetcher.Window(profile, Addresses.checkBase(baseUri), language, clock, wire), new CookieStore(clock));
    }

    private PortalSession(Fetcher.Window window, CookieStore cookies) {
        this.window = window;
        this.cookies = cookies;
        this.fetcher = new Fetcher(window, cookies);
        this.scripts = new PageScripts(window, fetcher);
    }

    /** Another browser, on this machine or on a phone: no cookies. */
    public PortalSession newBrowser() {
        return new PortalSession(window, new CookieStore(window.clock()));
    }

    /** Another window of this browser: the same cookies, no page yet. */
    public PortalSession newWindow() {
        return new PortalSession(window, cookies);
    }

    /** Another window of this browser with the page that stands here, as it was served. */
    public PortalSession duplicate() {
        PortalSession copy = newWindow();
        copy.page = page;
        return copy;
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
        PageProfile known = known(pageId);
        if (known.recognise().origin() == PortalProfile.Origin.BLANK) {
            return blank(pageId);
        }
        Address address = address(pageId, known);
        URI uri = uri(address);
        return address.newTab() ? tab(pageId, uri) : passBy(get(uri));
    }

    /**
     * Where a page of the profile would be opened.
     *
     * @throws IllegalArgumentException if the profile has no such page, or no path for it
     */
    public URI address(String pageId) {
        return uri(address(pageId, known(pageId)));
    }

    private PageProfile known(String pageId) {
        return Optional.ofNullable(window.profile().pages().get(pageId))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the profile '" + window.profile().name() + "' has no page '" + pageId + "'"));
    }

    private Address address(String pageId, PageProfile known) {
        return known.address()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the profile '" + window.profile().name() + "' says no path for page '" + pageId + "'"));
    }

    private URI uri(Address address) {
        URI uri = address.beside() ? target(address.reference()) : window.uri(address.reference());
        return address.keep().isEmpty() ? uri : Addresses.keeping(uri, page().uri(), address.keep());
    }

    private Page blank(String pageId) {
        asked = null;
        page = Page.blank(window.profile(), window.baseUri(), pageId);
        return page;
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

    /** Opens an address, as from a mail. */
    public Page get(URI uri) throws IOException {
        return load(Addresses.withoutFragment(Addresses.checkBase(uri)), Optional.empty());
    }

    /** Gets the current page's address again; a form that led here is not sent twice, but a script asks anew. */
    public Page reload() throws IOException {
        if (page().content().status() == 0) {
            return page();
        }
        RequestDraft again = asked;
        if (again == null) {
            return passBy(get(page().uri()));
        }
        page = scripts.loaded(fetcher.fetch(again.withCookies(cookies)));
        return page;
    }

    /**
     * Fills in a form of the current page and sends it, hidden fields and preset choices included. Where the page's script
     * first asks for something, the question becomes the current page, and its form is the one that is sent.
     *
     * @param values the profile's names of fields → what is typed, or which of the choices or buttons is taken
     * @throws PageMismatchException if the page has not this form, or the form not this field or choice
     */
    public Page submit(String form, Map<String, String> values) throws IOException {
        FormProfile known = page().formProfile(form);
        if (known instanceof ForgetfulForm forgetful) {
            cookies.clear();
            return blank(forgetful.page());
        }
        if (known.prompt().isPresent()) {
            Map<String, String> held = known instanceof ScriptedForm scripted
                    ? ScriptedRequest.filledIn(page(), form, scripted, values)
                    : HtmlForm.hold(page(), form, values);
            page = page().prompt(known.prompt().get(), held);
            return page;
        }
        Page asking = page();
        Page came = send(draft(form, values));
        boolean refused = !came.complaints().isEmpty();
        return refused
                        && known instanceof ScriptedForm scripted
                        && scripted.otherwise().isPresent()
                ? ask(asking, form, scripts.draft(asking, scripted.otherwise().get(), values, Optional.of(form)))
                : came;
    }

    /**
     * The request that {@link #submit} would send now, with the cookies that this browser has now.
     *
     * @throws PageMismatchException if the page has not this form, or the form not this field or choice
     */
    public RequestDraft draft(String form, Map<String, String> values) {
        if (page().formProfile(form) instanceof ScriptedForm scripted) {
            Map<String, String> filledIn = ScriptedRequest.filledIn(page(), form, scripted, values);
            return scripts.draft(page(), scripted.call(), filledIn, Optional.of(form));
        }
        HtmlForm.Submission submission = HtmlForm.submit(page(), form, values);
        URI target = Fetcher.checkTarget(page(), submission.uri());
        return fetcher.draft(submission.post() ? "POST" : "GET", target, submission.body(), Optional.of(page().uri()));
    }

    /** The request for an address as if it were typed. */
    public RequestDraft draft(URI uri) {
        return fetcher.draft("GET", Addresses.withoutFragment(Addresses.checkBase(uri)), "", Optional.empty());
    }

    /**
     * Sends a request as it stands there, cookies included, and follows redirects as a browser would. A script's request in
     * a window without a page is sent like any other.
     *
     * @throws PortalUnreachableException if nobody answers
     * @throws PageMismatchException if redirects lead nowhere
     */
    public Page send(RequestDraft draft) throws IOException {
        Optional<String> script = draft.script();
        Page asking = page;
        return script.isPresent() && asking != null
                ? ask(asking, script.get(), draft)
                : show(scripts.loaded(fetcher.fetch(draft)));
    }

    private Page show(Page came) {
        asked = null;
        page = came;
        return came;
    }

    /** As a page's script: it stays on the page unless the answer is good, and then goes where it is told to. */
    private Page ask(Page asking, String form, RequestDraft draft) throws IOException {
        Page answer = fetcher.fetch(draft);
        if (!answer.complaints().isEmpty()) {
            page = asking.refused(answer);
            return page;
        }
        Optional<Then> then =
                asking.formProfile(form) instanceof ScriptedForm scripted ? scripted.then() : Optional.empty();
        if (then.isPresent()) {
            return load(scripts.destination(then.get(), answer), Optional.of(asking.uri()));
        }
        asked = draft;
        page = answer;
        return answer;
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
        return fetcher.exchange(fetcher.draft("GET", uri, "", Optional.of(page().uri())))
                .body()
                .toArray();
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

    public PortalProfile profile() {
        return window.profile();
    }

    /** Where the portal answers. */
    public URI baseUri() {
        return window.baseUri();
    }

    private Page load(URI uri, Optional<URI> referrer) throws IOException {
        return send(fetcher.draft("GET", uri, "", referrer));
    }

    private URI target(String text) {
        try {
            return Fetcher.checkTarget(page(), Addresses.resolve(page().uri(), text));
        } catch (IllegalArgumentException e) {
            throw page().mismatch("'" + text + "' is no address");
        }
    }
}
