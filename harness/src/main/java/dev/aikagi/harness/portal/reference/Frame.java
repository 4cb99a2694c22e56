package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** The page around the page: head, language switch, alert, heading. */
final class Frame {
    /** A page as its own class sees it. */
    record Page(String id, Markup content) {}

    Reply page(Visit visit, Page page) {
        return page(visit, page, visit.session().takeFlash());
    }

    Reply page(Visit visit, Page page, Alert alert) {
        return page(visit, page, Optional.of(alert));
    }

    /** The same page again, at HTTP 429. */
    Reply throttled(Visit visit, Page page, long seconds) {
        Reply reply = page(visit, page, Alert.error("throttled"));
        return new Reply(429, reply.headers(), reply.body()).with("Retry-After", Long.toString(seconds));
    }

    private Reply page(Visit visit, Page page, Optional<Alert> alert) {
        Markup said = alert.map(a -> say(visit.texts(), a)).orElse(Markup.NOTHING);
        return Reply.html(200, document(visit, page, said));
    }

    /** The page for what no page of its own can say. */
    Reply error(Visit visit, int status, String code) {
        Texts texts = visit.texts();
        Markup said = Markup.of(
                "<p id=\"error-message\" class=\"alert alert-error\" role=\"alert\" data-error=\"{}\">{}</p>",
                code,
                texts.get("alert." + code));
        Markup back = Markup.of("<p><a class=\"button\" href=\"/sign-in\">{}</a></p>", texts.get("error.back"));
        return Reply.html(status, document(visit, new Page("error", back), said));
    }

    private static Markup say(Texts texts, Alert alert) {
        String text = texts.get("alert." + alert.code());
        return alert.error()
                ? Markup.of(
                        "<p id=\"alert\" class=\"alert alert-error\" role=\"alert\" data-error=\"{}\">{}</p>",
                        alert.code(),
                        text)
                : Markup.of(
                        "<p id=\"alert\" class=\"alert alert-info\" role=\"status\" data-info=\"{}\">{}</p>",
                        alert.code(),
                        text);
    }

    private static String document(Visit visit, Page page, Markup said) {
        Texts texts = visit.texts();
        String title = texts.get("title." + page.id());
        return Markup.of(
                        """
                        <!DOCTYPE html>
                        <html lang="{}">
                        <head>
                        <meta charset="UTF-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>{} – {}</title>
                        <link rel="icon" href="data:,">
                        <link rel="stylesheet" href="/style.css">
                        </head>
                        <body data-page-id="{}">
                        <a class="skip" href="#main">{}</a>
                        <header><p class="brand">{}</p>
                        <nav aria-label="{}">{}</nav></header>
                        <main id="main">
                        {}
                        <h1>{}</h1>
                        {}
                        {}
                        </main>
                        <footer><p>{}</p>{}</footer>
                        </body>
                        </html>
                        """,
                        texts.language(),
                        title,
                        texts.get("brand"),
                        page.id(),
                        texts.get("skip"),
                        texts.get("brand"),
                        texts.get("language"),
                        languages(visit),
                        progress(visit),
                        title,
                        said,
                        page.content(),
                        texts.get("footer"),
                        cancel(visit, page))
                .html();
    }

    private static Markup languages(Visit visit) {
        // The link keeps the query: the mailed token, the manual mode.
        StringBuilder query = new StringBuilder();
        visit.query().values().forEach((name, value) -> {
            if (!name.isEmpty() && !name.equals("lang")) {
                query.append('&').append(encode(name)).append('=').append(encode(value));
            }
        });
        // A posted form has no page of its own to come back to: the turn's page is shown instead.
        String path = visit.post() ? visit.session().turn().path() : visit.path();
        return Markup.of(
                "<a lang=\"ja\" hreflang=\"ja\" href=\"{}\"{}>日本語</a> <a lang=\"en\" hreflang=\"en\" href=\"{}\"{}>English</a>",
                path + "?lang=ja" + query,
                current(visit, "ja"),
                path + "?lang=en" + query,
                current(visit, "en"));
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Markup current(Visit visit, String language) {
        return visit.texts().language().equals(language) ? new Markup(" aria-current=\"true\"") : Markup.NOTHING;
    }

    private static Markup progress(Visit visit) {
        int step = switch (visit.session().turn()) {
            case BIRTH_DATE -> 1;
            case TERMS -> 2;
            case MAIL, MAIL_SENT -> 3;
            case METHOD -> 4;
            case PASSWORD -> 5;
            case DONE -> 6;
            default -> 0;
        };
        if (step == 0 || !visit.path().startsWith("/setup/")) {
            return Markup.NOTHING;
        }
        return Markup.of(
                "<p class=\"progress\"><progress max=\"6\" value=\"{}\" aria-hidden=\"true\"></progress> {}</p>",
                step,
                visit.texts().get("progress", step, 6));
    }

    /** Who is half in can leave from every page; the pages that end with a sign-out of their own need no second. */
    private static Markup cancel(Visit visit, Page page) {
        Turn turn = visit.session().turn();
        if (turn == Turn.SIGN_IN
                || turn == Turn.DONE
                || turn == Turn.TOP
                || page.id().startsWith("mail-confirm")) {
            return Markup.NOTHING;
        }
        return Forms.form(
                visit,
                "cancel-form",
                "/sign-out",
                Markup.of(
                        "<button class=\"quiet\" type=\"submit\">{}</button>",
                        visit.texts().get("cancel")));
    }
}
