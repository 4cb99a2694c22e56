package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Call;
import dev.aikagi.harness.portal.PortalProfile.CalledPlace;
import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalProfile.HtmlPlace;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalProfile.Place;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** A page that came, seen through the portal's profile. */
public final class Page {
    private final PortalProfile profile;
    private final Content content;
    private final Optional<String> id;
    private final List<Notice> notices;
    private final Script script;

    /**
     * What the page's script holds.
     *
     * @param held what is filled into the form that it will send
     * @param fetched what it asked for, by the profile's places
     * @param behind the page over which a question stands
     */
    private record Script(Map<String, String> held, Map<String, Content> fetched, Optional<Page> behind) {
        static final Script NONE = new Script(Map.of(), Map.of(), Optional.empty());
    }

    private Page(PortalProfile profile, Content content, Optional<String> id, List<Notice> notices, Script script) {
        this.profile = profile;
        this.content = content;
        this.id = id;
        this.notices = List.copyOf(notices);
        this.script = script;
    }

    /** What is no HTML becomes a page without content, its text kept. */
    static Page of(PortalProfile profile, URI uri, HttpWire.Reply reply) {
        Content content = Content.of(uri, reply);
        Optional<String> id = profile.pages().entrySet().stream()
                .filter(entry -> content.fits(entry.getValue().recognise()))
                .map(Map.Entry::getKey)
                .findFirst();
        Notices notices = Notices.of(profile);
        List<Notice> said = content.json().isMissingNode()
                ? notices.on(content.document())
                : notices.in(content.json(), content.status());
        return new Page(profile, content, id, said, Script.NONE);
    }

    /** A page that the portal's client shows by itself. */
    static Page blank(PortalProfile profile, URI uri, String id) {
        return new Page(profile, Content.none(uri), Optional.of(id), List.of(), Script.NONE);
    }

    /**
     * The question that a script on this page asks before it sends a form.
     *
     * @param filledIn what already stands in that form: names in the HTML or, of what a script sends, ours → values
     */
    Page prompt(String pageId, Map<String, String> filledIn) {
        Script asking = new Script(Map.copyOf(filledIn), script.fetched, Optional.of(this));
        return new Page(profile, content, Optional.of(pageId), List.of(), asking);
    }

    /** This page once its script has got what it asks for by itself. */
    Page with(Map<String, Content> fetched) {
        return new Page(profile, content, id, notices, new Script(script.held, Map.copyOf(fetched), script.behind));
    }

    /** This page, or the one behind the question, after its script was refused: it stays, and complains. */
    Page refused(Page answer) {
        Page staying = script.behind.orElse(this);
        return new Page(
                profile, staying.content.answered(answer.content), staying.id, answer.complaints(), staying.script);
    }

    /** What an answer to a script complains of; where it says nothing, its status may. */
    List<Notice> complaints() {
        List<Notice> errors = notices.stream()
                .filter(notice -> notice.kind() == Notice.Kind.ERROR)
                .toList();
        boolean silent = errors.isEmpty() && status() >= 400;
        return silent ? List.of(Notices.of(profile).refusal(status())) : errors;
    }

    /** Whether this is a question that a page's script asks before it sends anything. */
    public boolean isPrompt() {
        return script.behind.isPresent();
    }

    Map<String, String> held() {
        return script.held;
    }

    Content content() {
        return content;
    }

    public URI uri() {
        return content.uri();
    }

    /** Of HTTP; 0 where nothing was asked yet. */
    public int status() {
        return content.status();
    }

    public String title() {
        return content.document().title();
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
        return content.text();
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
        return places().text(name, place);
    }

    private Places places() {
        return new Places(this, script.fetched);
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
                .anyMatch(form -> !(form instanceof HtmlFormProfile html) || content.has(html.selector()));
    }

    /** Whether the page is of the profile and something is at that place of it. */
    public boolean has(String name) {
        return pageProfile().map(page -> page.places().get(name)).stream().anyMatch(place -> places().has(name, place));
    }

    /**
     * Every element at a place of the profile, in the page's order; none is no error.
     *
     * @throws PageMismatchException if the profile names no such place in the HTML of this page
     */
    public List<Element> all(String name) {
        return List.copyOf(content.document().select(htmlPlace(name).selector()));
    }

    /**
     * The text or attribute of every element at a place of the profile, in the page's order; none is no error.
     *
     * @throws PageMismatchException if the profile names no such place in the HTML of this page
     */
    public List<String> texts(String name) {
        return places().texts(name, htmlPlace(name));
    }

    private HtmlPlace htmlPlace(String name) {
        if (namedPlace(name) instanceof HtmlPlace place) {
            return place;
        }
        throw mismatch("'" + name + "' is no place in HTML");
    }

    /** Where the page stands, what it is called, what it says; no query, for links carry secrets there. */
    @Override
    public String toString() {
        String said = notices.stream().map(notice -> "; " + notice).collect(Collectors.joining());
        return "%s (%s, status %d, title '%s'%s)"
                .formatted(
                        id.map(name -> "page '" + name + "'").orElse("a page that the profile does not know"),
                        uri().getPath(),
                        status(),
                        title(),
                        said);
    }

    Optional<String> passBy() {
        return pageProfile().flatMap(PageProfile::passBy);
    }

    /** What the page's script asks for by itself. */
    Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        pageProfile().map(PageProfile::places).orElse(Map.of()).forEach((name, place) -> {
            if (place instanceof CalledPlace called) {
                calls.put(name, called.call());
            }
        });
        return calls;
    }

    Charset charset() {
        return content.document().charset();
    }

    /** What the profile says of a form. */
    FormProfile formProfile(String name) {
        return named("form", name, requireProfile("form", name).forms());
    }

    /** The form's element. */
    Element form(String name, HtmlFormProfile form) {
        Element element = content.document().selectFirst(form.selector());
        if (element == null || !element.normalName().equals("form")) {
            throw mismatch("no form '" + name + "' (selector " + form.selector() + ")");
        }
        return element;
    }

    /** Where a link of the profile leads. */
    String linkTarget(String name) {
        String selector = named("link", name, requireProfile("link", name).links());
        Element element = content.document().selectFirst(selector);
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
}
