package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.NoticeSelectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/** Finds what a page or an answer says to its user. */
record Notices(NoticeSelectors selectors, Map<String, PortalProfile.ErrorSign> errors) {
    static Notices of(PortalProfile profile) {
        return new Notices(profile.notices(), profile.errors());
    }

    /** On a page of HTML, in its order. */
    List<Notice> on(Document document) {
        List<Notice> found = new ArrayList<>();
        selectors
                .error()
                .ifPresent(selector -> visible(document, selector)
                        .forEach(element -> found.add(error(code(element, selectors.errorCode()), element.text()))));
        selectors
                .info()
                .ifPresent(selector -> visible(document, selector).forEach(element -> {
                    String code = code(element, selectors.infoCode());
                    found.add(new Notice(Notice.Kind.INFO, code.isEmpty() ? Notice.UNKNOWN : code, element.text()));
                }));
        return List.copyOf(found);
    }

    /** In an answer to a script. */
    List<Notice> in(JsonNode answer, int status) {
        String text = selectors
                .answer()
                .map(answer::at)
                .map(said -> said.asString(""))
                .orElse("");
        return text.isEmpty() ? List.of() : List.of(error(Integer.toString(status), text));
    }

    /** What a script would say of an answer that only its status tells to be a refusal. */
    Notice refusal(int status) {
        return error(Integer.toString(status), "HTTP " + status);
    }

    private Notice error(String code, String text) {
        String name = errors.entrySet().stream()
                .filter(entry -> entry.getValue().fits(code, text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Notice.UNKNOWN);
        return new Notice(Notice.Kind.ERROR, name, text);
    }

    private static String code(Element element, Optional<String> attribute) {
        return attribute.map(element::attr).orElse("");
    }

    /** Pages keep alerts for their scripts hidden or empty. */
    private static List<Element> visible(Document document, String selector) {
        return document.select(selector).stream()
                .filter(element -> element.closest("[hidden]") == null)
                .filter(element -> !element.text().isEmpty())
                .toList();
    }
}
