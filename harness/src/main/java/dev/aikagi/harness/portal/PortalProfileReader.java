package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Address;
import dev.aikagi.harness.portal.PortalProfile.AnswerPlace;
import dev.aikagi.harness.portal.PortalProfile.Call;
import dev.aikagi.harness.portal.PortalProfile.CalledPlace;
import dev.aikagi.harness.portal.PortalProfile.ErrorSign;
import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.portal.PortalProfile.ForgetfulForm;
import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalProfile.HtmlPlace;
import dev.aikagi.harness.portal.PortalProfile.NoticeSelectors;
import dev.aikagi.harness.portal.PortalProfile.Origin;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.portal.PortalProfile.Place;
import dev.aikagi.harness.portal.PortalProfile.Recognition;
import dev.aikagi.harness.portal.PortalProfile.ScriptedForm;
import dev.aikagi.harness.portal.PortalProfile.Setting;
import dev.aikagi.harness.portal.PortalProfile.Then;
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
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads portal profiles. Every error names file, line and column. */
public final class PortalProfileReader {
    private static final String SCHEMA = "dev/aikagi/harness/portal/portal-profile.schema.json";
    private static final Pattern WITH_ATTRIBUTE = Pattern.compile("(.+)@([A-Za-z][A-Za-z0-9_:.-]*)");

    private static final Map<String, String> GOES_WITH = Map.of(
            "fields", "selector",
            "set", "selector",
            "json", "call",
            "headers", "call",
            "method", "call",
            "unasked", "call",
            "otherwise", "call",
            "then", "call");

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
            return Addresses.checkBase(URI.create(text.replaceFirst("/+$", "")));
        } catch (IllegalArgumentException e) {
            throw document.error("/base-uri", "'" + text + "' is not allowed; allowed: http://HOST:PORT or https://…");
        }
    }

    private NoticeSelectors notices(JsonNode notices, String pointer) {
        return new NoticeSelectors(
                text(notices, "error").map(css -> selector(css, pointer + "/error")),
                text(notices, "error-code"),
                text(notices, "info").map(css -> selector(css, pointer + "/info")),
                text(notices, "info-code"),
                text(notices, "answer").map(JsonPointer::compile));
    }

    private ErrorSign errorSign(String pointer) {
        return new ErrorSign(
                text(at(pointer), "code"), text(at(pointer), "text").map(regex -> pattern(regex, pointer + "/text")));
    }

    private PageProfile page(String pointer) {
        JsonNode page = at(pointer);
        return new PageProfile(
                address(page),
                text(page, "pass-by"),
                recognition(pointer + "/recognise"),
                map(page, pointer, "forms", this::form),
                map(page, pointer, "places", this::place),
                map(page, pointer, "links", at -> selector(at(at).asString(), at)));
    }

    private Recognition recognition(String pointer) {
        JsonNode recognise = at(pointer);
        Map<JsonPointer, Pattern> answer = new LinkedHashMap<>();
        texts(pointer + "/answer")
                .forEach((part, regex) -> answer.put(
                        JsonPointer.compile(part), pattern(regex, YamlDocument.pointer(pointer + "/answer", part))));
        boolean prompt = recognise.path("prompt").asBoolean(false);
        boolean blank = recognise.path("blank").asBoolean(false);
        return new Recognition(
                text(recognise, "selector").map(css -> selector(css, pointer + "/selector")),
                text(recognise, "url").map(regex -> pattern(regex, pointer + "/url")),
                Collections.unmodifiableMap(answer),
                prompt ? Origin.PROMPT : blank ? Origin.BLANK : Origin.LOADED);
    }

    private static Optional<Address> address(JsonNode page) {
        List<String> keep = strings(page.path("keep"));
        boolean newTab = page.path("new-tab").asBoolean(false);
        boolean voluntary = page.path("voluntary").asBoolean(false);
        return text(page, "path")
                .map(path -> new Address(path, false, keep, newTab, voluntary))
                .or(() -> text(page, "beside").map(path -> new Address(path, true, keep, newTab, voluntary)));
    }

    private FormProfile form(String pointer) {
        JsonNode form = at(pointer);
        Optional<String> prompt = text(form, "prompt").map(page -> knownPage(page, pointer + "/prompt"));
        requireKind(form, pointer);
        if (form.has("forget")) {
            return new ForgetfulForm(knownPage(form.path("forget").asString(), pointer + "/forget"));
        }
        return form.has("call")
                ? new ScriptedForm(
                        call(pointer),
                        Set.copyOf(strings(form.path("unasked"))),
                        form.optional("otherwise").map(other -> call(pointer + "/otherwise")),
                        then(form.path("then")),
                        prompt)
                : new HtmlFormProfile(
                        selector(form.path("selector").asString(), pointer + "/selector"),
                        map(form, pointer, "fields", this::field),
                        map(form, pointer, "set", this::setting),
                        prompt);
    }

    /** A form is one of three things, and each key says something of one of them. */
    private void requireKind(JsonNode form, String pointer) {
        if (Stream.of("selector", "call", "forget").filter(form::has).count() != 1) {
            throw document.error(pointer, "a form has one of the keys 'selector', 'call' and 'forget'");
        }
        for (String key : form.propertyNames()) {
            String kind = GOES_WITH.getOrDefault(key, key);
            if (!form.has(kind)) {
                throw document.error(YamlDocument.pointer(pointer, key), "'" + key + "' goes with '" + kind + "'");
            }
        }
    }

    private Call call(String pointer) {
        JsonNode call = at(pointer);
        return new Call(
                call.path("method").asString("POST"),
                call.path("call").asString(),
                map(call, pointer, "headers", this::setting),
                call.optional("json").map(JsonTemplate::new));
    }

    private static Optional<Then> then(JsonNode then) {
        if (then.isString()) {
            return Optional.of(new Then.Fixed(then.asString()));
        }
        return text(then, "answer").map(pointer -> new Then.Answered(JsonPointer.compile(pointer)));
    }

    private Setting setting(String pointer) {
        return at(pointer).isString()
                ? new Setting.Text(at(pointer).asString())
                : new Setting.Found(htmlPlace(pointer));
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
        if (place.has("call")) {
            return new CalledPlace(call(pointer));
        }
        return place.has("answer")
                ? new AnswerPlace(JsonPointer.compile(place.path("answer").asString()))
                : htmlPlace(pointer);
    }

    private HtmlPlace htmlPlace(String pointer) {
        JsonNode place = at(pointer);
        if (place.isString()) {
            return htmlPlace(place.asString(), pointer, Optional.empty());
        }
        if (place.has("script")) {
            return new HtmlPlace(
                    selector(place.path("script").asString(), pointer + "/script"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ScriptLiteral(place.path("json"), place.path("unset"))));
        }
        return htmlPlace(
                place.path("selector").asString(),
                pointer + "/selector",
                text(place, "match").map(regex -> pattern(regex, pointer + "/match")));
    }

    private HtmlPlace htmlPlace(String text, String pointer, Optional<Pattern> match) {
        Matcher matcher = WITH_ATTRIBUTE.matcher(text);
        return matcher.matches()
                ? new HtmlPlace(
                        selector(matcher.group(1), pointer), Optional.of(matcher.group(2)), match, Optional.empty())
                : new HtmlPlace(selector(text, pointer), Optional.empty(), match, Optional.empty());
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

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
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
