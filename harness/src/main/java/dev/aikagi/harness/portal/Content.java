package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Origin;
import dev.aikagi.harness.portal.PortalProfile.Recognition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What came, as it came.
 *
 * @param document without content if it is no HTML
 * @param json missing if it is no JSON
 */
record Content(URI uri, int status, String text, Document document, JsonNode json) {
    /** Nothing came yet. */
    static Content none(URI uri) {
        return new Content(uri, 0, "", Document.createShell(uri.toString()), missing());
    }

    static Content of(URI uri, HttpWire.Reply reply) {
        String type = reply.contentType().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.startsWith("text/html") && !type.startsWith("application/xhtml+xml")) {
            JsonNode json = type.matches("application/([a-z0-9.-]+\\+)?json\\b.*") ? parsed(reply.text()) : missing();
            return new Content(uri, reply.status(), reply.text(), Document.createShell(uri.toString()), json);
        }
        String charset = reply.charset().map(Charset::name).orElse(null);
        try (var body = new ByteArrayInputStream(reply.body().toArray())) {
            Document document = Jsoup.parse(body, charset, uri.toString());
            String html = new String(reply.body().toArray(), document.charset());
            return new Content(uri, reply.status(), html, document, missing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same page with the status and the words of an answer that its script got. */
    Content answered(Content answer) {
        return new Content(uri, answer.status, answer.text, document, json);
    }

    boolean has(String selector) {
        return document.selectFirst(selector) != null;
    }

    boolean fits(Recognition page) {
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        return page.origin() == Origin.LOADED
                && page.selector().stream().allMatch(this::has)
                && page.url().stream().allMatch(url -> url.matcher(path).find())
                && page.answer().entrySet().stream().allMatch(part -> isIn(json.at(part.getKey()), part.getValue()));
    }

    private static boolean isIn(JsonNode part, Pattern pattern) {
        return !part.isMissingNode()
                && pattern.matcher(part.isString() ? part.asString() : part.toString())
                        .find();
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return missing();
        }
    }

    private static JsonNode missing() {
        return JsonNodeFactory.instance.missingNode();
    }
}
