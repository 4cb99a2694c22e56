package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalProfile.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page that came, seen through the portal's profile. */
public final class Page {
    private final PortalProfile profile;
    private final URI uri;
    private final int status;
    private final String html;
    private final Document document;
    private final Optional<String> id;
    private final List<Notice> notices;
    private final Map<String, String> held;

    private Page(PortalProfile profile, URI uri, int status, String html, Document document) {
        this.profile = profile;
        this.uri = uri;
        this.status = status;
        this.html = html;
        this.document = document;
        this.id = profile.pages().entrySet().stream()
                .filter(entry -> isRecognised(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
        this.notices = findNotices();
        this.held = Map.of();
    }

    private Page(Page asking, String id, Map<String, String> held) {
        this.profile = asking.profile;
        this.uri = asking.uri;
        this.status = asking.status;
        this.html = asking.html;
        this.document = asking.document;
        this.id = Optional.of(id);
        this.notices = List.of();
        this.held = Map.copyOf(held);
    }

    /**
     * The question that a script on this page asks before it sends a form.
     *
     * @param filledIn what already stands in that form: names in the HTML → values
     */
    Page prompt(String pageId, Map<String, String> filledIn) {
        return new Page(this, pageId, filledIn);
    }

    Map<String, String> held() {
        return held;
    }

    /** What is no HTML becomes a page without content, its text kept. */
    static Page of(PortalProfile profile, URI uri, HttpWire.Reply reply) {
        String type = reply.contentType().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.startsWith("text/html") && !type.startsWith("application/xhtml+xml")) {
            return new Page(profile, uri, reply.status(), reply.text(), Document.createShell(uri.toString()));
        }
        String charset = reply.charset().map(Charset::name).orElse(null);
        try (var body = new ByteArrayInputStream(reply.body().toArray())) {
            Document document = Jsoup.parse(body, charset, uri.toString());
            String html = new String(reply.body().toArray(), document.charset());
            return new Page(profile, uri, reply.status(), html, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return uri;
    }

    public int status() {
        return status;
    }

    public String title() {
        return document.title();
    }

    /** The profile's name of this page; empty if it fits none. */
    public Optional<String> id() {
        return id;
    }

    /** What the page says to its user, in its order, hidden ones left out. */
    public List<Notice> notices() {
        return notices;
    }

    /** The whole page as it came. */
    public String html() {
        return html;
    }

    /**
     * The text or the attribute at a place of the profile.
     *
     * @throws PageMismatchException if this page has it not
     */
    public String place(String name) {
        return at(name, namedPlace(name));
    }

    String at(String name, Place place) {
        List<Element> elements = document.select(place.selector());
        if (place.literal().isPresent()) {
            String script = elements.stream().map(Element::data).collect(Collectors.joining("\n"));
            return place.literal()
                    .get()
                    .fillIn(script, document)
                    .orElseThrow(() -> mismatch("nothing of '" + name + "' in the scripts " + place.selector()));
        }
        if (elements.isEmpty()) {
            throw mismatch("no '" + name + "' (selector " + place.selector() + ")");
        }
        if (place.match().isEmpty()) {
            return text(name, place, elements.get(0));
        }
        Pattern pattern = place.match().get();
        return elements.stream()
                .map(element -> pattern.matcher(text(name, place, element)))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(Math.min(1, matcher.groupCount())))
                .findFirst()
                .orElseThrow(
                        () -> mismatch("'" + pattern + "' fits no '" + name + "' (selector " + place.selector() + ")"));
    }

    private String text(String name, Place place, Element element) {
        if (place.attribute().isEmpty()) {
            return isRawText(element) ? element.data() : element.text();
        }
        String attribute = place.attribute().get();
        if (!element.hasAttr(attribute)) {
            throw mismatch("'" + name + "' has no attribute " + attribute + " (selector " + place.selector() + ")");
        }
        return element.attr(attribute);
    }

    /**
     * Requires the page to be that one.
     *
     * @throws PageMismatchException if it is another
     */
    public void require(String pageId) {
        if (!id.filter(pageId::equals).isPresent()) {
            throw mismatch("expected page '" + pageId + "'");
        }
    }

    /** Whether the page is of the profile and has that form of it. */
    public boolean hasForm(String name) {
        return pageProfile().map(page -> page.forms().get(name)).stream()
                .anyMatch(form -> document.selectFirst(form.selector()) != null);
    }

    /** Whether the page is of the profile and something is at that place of it. */
    public boolean has(String name) {
        return pageProfile().map(page -> page.places().get(name)).stream()
                .anyMatch(place -> document.selectFirst(place.selector()) != null);
    }

    /**
     * Every element at a place of the profile, in the page's order; none is no error.
     *
     * @throws PageMismatchException if the profile names no such place on this page
     */
    public List<Element> all(String name) {
        return List.copyOf(document.select(namedPlace(name).selector()));
    }

    /** Where the page stands, what it is called, what it says; no query, for links carry secrets there. */
    @Override
    public String toString() {
        String said = notices.stream().map(notice -> "; " + notice).collect(Collectors.joining());
        return "%s (%s, status %d, title '%s'%s)"
                .formatted(
                        id.map(name -> "page '" + name + "'").orElse("a page that the profile does not know"),
                        uri.getPath(),
                        status,
                        title(),
                        said);
    }

    Optional<String> passBy() {
        return pageProfile().flatMap(PageProfile::passBy);
    }

    Charset charset() {
        return document.charset();
    }

    /** The form element, and what the profile says of it. */
    Map.Entry<FormProfile, Element> form(String name) {
        FormProfile form = named("form", name, requireProfile("form", name).forms());
        Element element = document.selectFirst(form.selector());
        if (element == null || !element.normalName().equals("form")) {
            throw mismatch("no form '" + name + "' (selector " + form.selector() + ")");
        }
        return Map.entry(form, element);
    }

    /** Where a link of the profile leads. */
    String linkTarget(String name) {
        String selector = named("link", name, requireProfile("link", name).links());
        Element element = document.selectFirst(selector);
        if (element == null || !element.hasAttr("href")) {
            throw mismatch("no link '" + name + "' (selector " + selector + ")");
        }
        return element.absUrl("href");
    }

    PageMismatchException mismatch(String problem) {
        return new PageMismatchException(this, problem);
    }

    private Optional<PageProfile> pageProfile() {
        return id.map(profile.pages()::get);
    }

    private PageProfile requireProfile(String kind, String name) {
        return pageProfile().orElseThrow(() -> mismatch("looked for " + kind + " '" + name + "'"));
    }

    private Place namedPlace(String name) {
        return named("place", name, requireProfile("place", name).places());
    }

    private <T> T named(String kind, String name, Map<String, T> known) {
        T found = known.get(name);
        if (found == null) {
            String names = known.isEmpty() ? "none" : String.join(", ", known.keySet());
            throw mismatch(
                    "the profile '%s' names no %s '%s' (it names %s)".formatted(profile.name(), kind, name, names));
        }
        return found;
    }

    private boolean isRecognised(PageProfile page) {
        if (page.recognise().prompt()) {
            return false;
        }
        boolean selected =
                page.recognise().selector().stream().allMatch(selector -> document.selectFirst(selector) != null);
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        return selected
                && page.recognise().url().stream()
                        .allMatch(url -> url.matcher(path).find());
    }

    /** Scripts hold their JSON as raw text, which {@code text()} does not return. */
    private static boolean isRawText(Element element) {
        return element.normalName().equals("script") || element.normalName().equals("template");
    }

    private List<Notice> findNotices() {
        List<Notice> found = new ArrayList<>();
        PortalProfile.NoticeSelectors selectors = profile.notices();
        selectors
                .error()
                .ifPresent(selector -> visible(selector).forEach(element -> {
                    String text = element.text();
                    found.add(
                            new Notice(Notice.Kind.ERROR, errorName(code(element, selectors.errorCode()), text), text));
                }));
        selectors
                .info()
                .ifPresent(selector -> visible(selector).forEach(element -> {
                    String code = code(element, selectors.infoCode());
                    found.add(new Notice(Notice.Kind.INFO, code.isEmpty() ? Notice.UNKNOWN : code, element.text()));
                }));
        return List.copyOf(found);
    }

    private String errorName(String code, String text) {
        return profile.errors().entrySet().stream()
                .filter(entry -> entry.getValue().fits(code, text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Notice.UNKNOWN);
    }

    private static String code(Element element, Optional<String> attribute) {
        return attribute.map(element::attr).orElse("");
    }

    /** Pages keep alerts for their scripts hidden or empty. */
    private List<Element> visible(String selector) {
        return document.select(selector).stream()
                .filter(element -> element.closest("[hidden]") == null)
                .filter(element -> !element.text().isEmpty())
                .toList();
    }
}
