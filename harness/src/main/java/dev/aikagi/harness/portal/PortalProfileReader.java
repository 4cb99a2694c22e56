package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Address;
import dev.aikagi.harness.portal.PortalProfile.ErrorSign;
import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.NoticeSelectors;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalProfile.Place;
import dev.aikagi.harness.portal.PortalProfile.Recognition;
import dev.aikagi.harness.portal.PortalProfile.Setting;
import dev.aikagi.harness.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads portal profiles. Every error names file, line and column. */
public final class PortalProfileReader {
    private static final String SCHEMA = "dev/aikagi/harness/portal/portal-profile.schema.json";
    private static final Pattern WITH_ATTRIBUTE = Pattern.compile("(.+)@([A-Za-z][A-Za-z0-9_:.-]*)");

    private final YamlDocument document;

    private PortalProfileReader(YamlDocument document) {
        this.document = document;
    }

    /**
     * Reads a user's file.
     *
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException if it is no YAML, no profile, or has a selector or a regular
     *     expression that cannot be read
     */
    public static PortalProfile read(String fileName, String text) {
        YamlDocument document = YamlDocument.read(fileName, text);
        document.validate(SCHEMA);
        return new PortalProfileReader(document).profile(document.root());
    }

    /**
     * Reads a profile that comes with this program.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PortalProfile bundled(String name) {
        String file = name + ".yaml";
        try (@Nullable InputStream stream = PortalProfileReader.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no bundled portal profile '" + name + "'");
            }
            return read(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled profile " + file + " cannot be read", e);
        }
    }

    private PortalProfile profile(JsonNode root) {
        return new PortalProfile(
                root.path("name").asString(),
                text(root, "base-uri").map(this::baseUri),
                notices(root.path("notices"), "/notices"),
                map(root, "", "errors", this::errorSign),
                map(root, "", "pages", this::page),
                map(root, "", "not-here", this::texts),
                map(root, "", "policy", pointer -> at(pointer).asString()));
    }

    private URI baseUri(String text) {
        try {
            return PortalSession.checkBase(URI.create(text.replaceFirst("/+$", "")));
        } catch (IllegalArgumentException e) {
            throw document.error("/base-uri", "'" + text + "' is not allowed; allowed: http://HOST:PORT or https://…");
        }
    }

    private NoticeSelectors notices(JsonNode notices, String pointer) {
        return new NoticeSelectors(
                text(notices, "error").map(css -> selector(css, pointer + "/error")),
                text(notices, "error-code"),
                text(notices, "info").map(css -> selector(css, pointer + "/info")),
                text(notices, "info-code"));
    }

    private ErrorSign errorSign(String pointer) {
        return new ErrorSign(
                text(at(pointer), "code"), text(at(pointer), "text").map(regex -> pattern(regex, pointer + "/text")));
    }

    private PageProfile page(String pointer) {
        JsonNode page = at(pointer);
        String recognise = pointer + "/recognise";
        return new PageProfile(
                address(page),
                text(page, "pass-by"),
                new Recognition(
                        text(at(recognise), "selector").map(css -> selector(css, recognise + "/selector")),
                        text(at(recognise), "url").map(regex -> pattern(regex, recognise + "/url")),
                        at(recognise).path("prompt").asBoolean(false)),
                map(page, pointer, "forms", this::form),
                map(page, pointer, "places", this::place),
                map(page, pointer, "links", at -> selector(at(at).asString(), at)));
    }

    private static Optional<Address> address(JsonNode page) {
        List<String> keep =
                page.path("keep").valueStream().map(JsonNode::asString).toList();
        boolean newTab = page.path("new-tab").asBoolean(false);
        return text(page, "path")
                .map(path -> new Address(path, false, keep, newTab))
                .or(() -> text(page, "beside").map(path -> new Address(path, true, keep, newTab)));
    }

    private FormProfile form(String pointer) {
        JsonNode form = at(pointer);
        return new FormProfile(
                selector(form.path("selector").asString(), pointer + "/selector"),
                map(form, pointer, "fields", this::field),
                map(form, pointer, "set", this::setting),
                text(form, "prompt").map(page -> knownPage(page, pointer + "/prompt")));
    }

    private Setting setting(String pointer) {
        return at(pointer).isString() ? new Setting.Text(at(pointer).asString()) : new Setting.Found(place(pointer));
    }

    private Field field(String pointer) {
        JsonNode field = at(pointer);
        if (field.isString()) {
            return new Field.Control(field.asString());
        }
        return field.has("buttons")
                ? new Field.Buttons(texts(pointer + "/buttons"))
                : new Field.Spread(texts(pointer + "/parts"));
    }

    private String knownPage(String page, String pointer) {
        if (!document.root().path("pages").has(page)) {
            throw document.error(pointer, "the profile has no page '" + page + "'");
        }
        return page;
    }

    private Place place(String pointer) {
        JsonNode place = at(pointer);
        if (place.isString()) {
            return place(place.asString(), pointer, Optional.empty());
        }
        if (place.has("script")) {
            return new Place(
                    selector(place.path("script").asString(), pointer + "/script"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ScriptLiteral(place.path("json"), place.path("unset"))));
        }
        return place(
                place.path("selector").asString(),
                pointer + "/selector",
                text(place, "match").map(regex -> pattern(regex, pointer + "/match")));
    }

    private Place place(String text, String pointer, Optional<Pattern> match) {
        Matcher matcher = WITH_ATTRIBUTE.matcher(text);
        return matcher.matches()
                ? new Place(selector(matcher.group(1), pointer), Optional.of(matcher.group(2)), match, Optional.empty())
                : new Place(selector(text, pointer), Optional.empty(), match, Optional.empty());
    }

    private String selector(String css, String pointer) {
        try {
            Selector.evaluatorOf(css);
            return css;
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            throw document.error(pointer, "'" + css + "' is no CSS selector: " + e.getMessage());
        }
    }

    private Pattern pattern(String regex, String pointer) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw document.error(pointer, "'" + regex + "' is no regular expression: " + e.getDescription());
        }
    }

    private JsonNode at(String pointer) {
        return document.root().at(pointer);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.optional(key).map(JsonNode::asString);
    }

    private Map<String, String> texts(String pointer) {
        return map(at(pointer), pointer, at -> at(at).asString());
    }

    private static <T> Map<String, T> map(JsonNode parent, String pointer, String key, Function<String, T> read) {
        return map(parent.path(key), YamlDocument.pointer(pointer, key), read);
    }

    private static <T> Map<String, T> map(JsonNode node, String pointer, Function<String, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        for (String name : node.propertyNames()) {
            map.put(name, read.apply(YamlDocument.pointer(pointer, name)));
        }
        return Collections.unmodifiableMap(map);
    }
}
