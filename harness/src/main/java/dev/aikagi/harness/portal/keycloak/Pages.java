package dev.aikagi.harness.portal.keycloak;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/** The application's pages, in the browser's language. */
final class Pages {
    private final HttpExchange exchange;
    private final ResourceBundle texts;
    private final String language;

    private Pages(HttpExchange exchange, String language) {
        this.exchange = exchange;
        this.language = language;
        this.texts = ResourceBundle.getBundle(
                "dev.aikagi.harness.portal.keycloak.application",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Pages of(HttpExchange exchange) {
        String accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language"))
                .orElse("ja");
        return new Pages(exchange, accepted.startsWith("en") ? "en" : "ja");
    }

    /** Who has enrolled nothing yet has only set up. */
    void top(String userId, List<String> methods) throws IOException {
        String page = methods.isEmpty() ? "setup-done" : "top";
        String list = methods.stream()
                .map(method -> "<li data-type=\"%s\">%s</li>".formatted(escaped(method), escaped(method)))
                .collect(Collectors.joining());
        send(
                200,
                page,
                "<p>%s</p><ul id=\"credentials\">%s</ul><form id=\"sign-out-form\" method=\"post\" action=\"/sign-out\"><button>%s</button></form>"
                        .formatted(escaped(userId), list, escaped(texts.getString("sign-out"))));
    }

    void signedOut() throws IOException {
        send(200, "signed-out", "<p><a href=\"/sign-in\">" + escaped(texts.getString("sign-in")) + "</a></p>");
    }

    /** The person was sent back without having signed in. */
    void refused(String reason) throws IOException {
        String code = reason.equals("termsAndConditionsDeclined") ? "terms-declined" : "refused";
        send(
                200,
                "refused",
                alert(code) + "<p><a href=\"/sign-in\">" + escaped(texts.getString("sign-in")) + "</a></p>");
    }

    void problem(int status, String code) throws IOException {
        send(status, "problem", alert("problem") + "<p>" + escaped(code) + "</p>");
    }

    private String alert(String code) {
        return "<p class=\"alert-error\" data-error=\"%s\">%s</p>"
                .formatted(escaped(code), escaped(texts.getString("alert." + code)));
    }

    private void send(int status, String page, String body) throws IOException {
        String title = escaped(texts.getString("title." + page));
        byte[] html = """
                <!DOCTYPE html><html lang="%s"><head><meta charset="UTF-8"><title>%s - KOSMO Web</title></head>
                <body data-page-id="%s"><h1>%s</h1>%s</body></html>
                """.formatted(language, title, page, title, body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, html.length);
        exchange.getResponseBody().write(html);
    }

    private static String escaped(String text) {
        return Entities.escape(text);
    }
}
