package dev.aikagi.harness.portal.reference;

import java.util.Collection;

/** A piece of HTML. Made from a template whose {@code {}} take text, escaped, or other markup, as it is. */
record Markup(String html) {
    static final Markup NOTHING = new Markup("");

    static Markup of(String template, Object... values) {
        StringBuilder html = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than places in: " + template);
            }
            html.append(template, from, hole).append(render(value));
            from = hole + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("more places than values in: " + template);
        }
        return new Markup(html.append(template, from, template.length()).toString());
    }

    static Markup join(Collection<Markup> parts) {
        StringBuilder html = new StringBuilder();
        parts.forEach(part -> html.append(part.html));
        return new Markup(html.toString());
    }

    /** JSON inside a script element: nothing in it can end the element. */
    static Markup json(String json) {
        return new Markup(json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
    }

    private static String render(Object value) {
        return value instanceof Markup markup ? markup.html : escape(String.valueOf(value));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
