package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.AnswerPlace;
import dev.aikagi.harness.portal.PortalProfile.CalledPlace;
import dev.aikagi.harness.portal.PortalProfile.HtmlPlace;
import dev.aikagi.harness.portal.PortalProfile.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * What stands at the places of a page: in its HTML, in the JSON that it is, in what its script asked for.
 *
 * @param fetched by the names of the places
 */
record Places(Page page, Map<String, Content> fetched) {
    boolean has(String name, Place place) {
        if (place instanceof CalledPlace) {
            return fetched.containsKey(name) && fetched.get(name).status() < 300;
        }
        return place instanceof AnswerPlace answer
                ? !page.content().json().at(answer.pointer()).isMissingNode()
                : page.content().has(((HtmlPlace) place).selector());
    }

    /**
     * The text or the attribute there.
     *
     * @throws PageMismatchException if there is none
     */
    String text(String name, Place place) {
        if (place instanceof CalledPlace called) {
            return fetched(name, called);
        }
        return place instanceof AnswerPlace answer ? answered(name, answer) : text(name, (HtmlPlace) place);
    }

    private String fetched(String name, CalledPlace place) {
        Content answer = fetched.get(name);
        if (answer == null || answer.status() >= 300) {
            String problem = answer == null ? "was not called" : "answers " + answer.status();
            throw page.mismatch("no '" + name + "': " + place.call().reference() + " " + problem);
        }
        return answer.text();
    }

    private String answered(String name, AnswerPlace place) {
        JsonNode part = page.content().json().at(place.pointer());
        if (part.isMissingNode()) {
            throw page.mismatch("no '" + name + "' (" + place.pointer() + ") in the answer");
        }
        return part.isString() ? part.asString() : part.toString();
    }

    private String text(String name, HtmlPlace place) {
        List<Element> elements = page.content().document().select(place.selector());
        if (place.literal().isPresent()) {
            return literal(name, place, elements, place.literal().get());
        }
        if (elements.isEmpty()) {
            throw page.mismatch("no '" + name + "' (selector " + place.selector() + ")");
        }
        Optional<Pattern> pattern = place.match();
        return pattern.isEmpty() ? text(name, place, elements.get(0)) : matched(name, place, elements, pattern.get());
    }

    /** The text or the attribute of each element there, in their order; what the expression does not fit is left out. */
    List<String> texts(String name, HtmlPlace place) {
        Stream<String> texts =
                page.content().document().select(place.selector()).stream().map(element -> text(name, place, element));
        return place.match()
                .map(pattern ->
                        texts.map(pattern::matcher).filter(Matcher::find).map(Places::firstGroup))
                .orElse(texts)
                .toList();
    }

    private String literal(String name, HtmlPlace place, List<Element> scripts, ScriptLiteral literal) {
        String script = scripts.stream().map(Element::data).collect(Collectors.joining("\n"));
        return literal.fillIn(script, page.content().document())
                .orElseThrow(() -> page.mismatch("nothing of '" + name + "' in the scripts " + place.selector()));
    }

    private String matched(String name, HtmlPlace place, List<Element> elements, Pattern pattern) {
        return elements.stream()
                .map(element -> pattern.matcher(text(name, place, element)))
                .filter(Matcher::find)
                .map(Places::firstGroup)
                .findFirst()
                .orElseThrow(() ->
                        page.mismatch("'" + pattern + "' fits no '" + name + "' (selector " + place.selector() + ")"));
    }

    private static String firstGroup(Matcher fitting) {
        return fitting.group(Math.min(1, fitting.groupCount()));
    }

    private String text(String name, HtmlPlace place, Element element) {
        if (place.attribute().isEmpty()) {
            return isRawText(element) ? element.data() : element.text();
        }
        String attribute = place.attribute().get();
        if (!element.hasAttr(attribute)) {
            throw page.mismatch(
                    "'" + name + "' has no attribute " + attribute + " (selector " + place.selector() + ")");
        }
        return element.attr(attribute);
    }

    /** Scripts hold their JSON as raw text, which {@code text()} does not return. */
    private static boolean isRawText(Element element) {
        return element.normalName().equals("script") || element.normalName().equals("template");
    }
}
