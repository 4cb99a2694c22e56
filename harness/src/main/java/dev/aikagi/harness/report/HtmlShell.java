package dev.aikagi.harness.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** What is around every HTML report: head with style and policy, skip link, footer, script. */
final class HtmlShell {
    private final Words words;
    private final String title;
    private final String style;

    /** A shell whose style is that of all reports and, after it, those named. */
    HtmlShell(Words words, String title, String... styles) throws IOException {
        this.words = words;
        this.title = title;
        StringBuilder all = new StringBuilder(resource("report.css"));
        for (String name : styles) {
            all.append(resource(name));
        }
        this.style = all.toString();
    }

    /** Everything before the page's own header. */
    void begin(Markup html) throws IOException {
        html.trusted("<!DOCTYPE html>\n").open("html", "lang", words.language());
        String policy =
                "default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'"
                        .formatted(hash(style), hash(resource("report.js")));
        html.open("head")
                .single("meta", "charset", "utf-8")
                .single("meta", "http-equiv", "Content-Security-Policy", "content", policy)
                .single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .single("meta", "name", "color-scheme", "content", "light dark")
                .single("meta", "name", "referrer", "content", "no-referrer")
                .leaf("title", title)
                .open("style")
                .trusted(style)
                .close()
                .close()
                .line();
        html.open("body").leaf("a", words.of("skip"), "class", "skip", "href", "#main");
    }

    /** The buttons, which the script shows. */
    void tools(Markup html) throws IOException {
        html.open("p", "class", "tools", "hidden", "")
                .leaf("button", words.of("button.unfold"), "type", "button", "data-do", "unfold")
                .leaf("button", words.of("button.fold"), "type", "button", "data-do", "fold")
                .leaf(
                        "button",
                        words.of("button.trouble"),
                        "type",
                        "button",
                        "data-do",
                        "trouble",
                        "aria-pressed",
                        "false")
                .close();
    }

    /** Everything after the main part. */
    void end(Markup html, String tool) throws IOException {
        html.open("footer").leaf("p", words.of("footer", tool)).close();
        html.open("script").trusted(resource("report.js")).close();
        html.close().close();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlShell.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
