package dev.aikagi.harness.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML in which nothing that comes from outside can be anything but text. */
final class Markup {
    private final Appendable out;
    private final Deque<String> open = new ArrayDeque<>();

    Markup(Appendable out) {
        this.out = out;
    }

    /** Opens an element; {@code attributes} are name, value, name, value. */
    Markup open(String tag, String... attributes) throws IOException {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element opened last. */
    Markup close() throws IOException {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that has no end tag. */
    Markup single(String tag, String... attributes) throws IOException {
        start(tag, attributes);
        return this;
    }

    /** An element with nothing but text in it. */
    Markup leaf(String tag, String text, String... attributes) throws IOException {
        return open(tag, attributes).text(text).close();
    }

    Markup text(String text) throws IOException {
        out.append(escape(text));
        return this;
    }

    /** Markup of our own; never anything that a portal, a profile or a scenario said. */
    Markup trusted(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    Markup line() throws IOException {
        out.append('\n');
        return this;
    }

    private void start(String tag, String... attributes) throws IOException {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> escape(safe, (char) c));
        return safe.toString();
    }

    private static void escape(StringBuilder safe, char c) {
        switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\t', '\n' -> safe.append(c);
            case '\r' -> safe.append("&#13;");
            default -> safe.append(visible(c));
        }
    }

    /** A control character as its picture: HTML has no way to write it, and a reader should see that it was there. */
    private static char visible(char c) {
        if (c < 0x20) {
            return (char) (0x2400 + c);
        }
        return Character.isISOControl(c) || c >= 0xfffe ? '\ufffd' : c;
    }
}
