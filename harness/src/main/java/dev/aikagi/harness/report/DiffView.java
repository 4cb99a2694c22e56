package dev.aikagi.harness.report;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.probe.ByteDiff;
import dev.aikagi.harness.probe.Exhibit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Two messages side by side, the bytes that differ marked in each. */
final class DiffView {
    private static final int SHOWN_SAME = 160;
    private static final int SHOWN_CHANGED = 1024;
    private static final Set<Kind> TEXTS =
            Set.of(Kind.CLIENT_DATA, Kind.REGISTRATION_RESPONSE, Kind.AUTHENTICATION_RESPONSE);

    private final Words words;

    DiffView(Words words) {
        this.words = words;
    }

    void write(Markup html, Exhibit exhibit) throws IOException {
        ByteDiff diff = exhibit.diff();
        boolean text = isText(exhibit);
        html.open("div", "class", "exhibit").leaf("h5", exhibit.name()).open("div", "class", "sides");
        if (exhibit.control().isPresent()) {
            html.open("figure", "class", "block").leaf("figcaption", words.of("probes.honest"));
            side(html, diff, text, false);
            html.close();
        }
        String caption = exhibit.control().isPresent()
                ? words.of("probes.sent", String.valueOf(diff.changed()))
                : words.of("probes.seen");
        html.open("figure", "class", "block").leaf("figcaption", caption);
        side(html, diff, text, true);
        html.close().close();
        decoded(html, exhibit);
        html.close().line();
    }

    private void side(Markup html, ByteDiff diff, boolean text, boolean sent) throws IOException {
        boolean marked =
                diff.runs().stream().anyMatch(ByteDiff.Run::same) || diff.runs().size() > 1;
        html.open("pre", "class", text ? "text" : "hex");
        for (ByteDiff.Run run : diff.runs()) {
            Bytes bytes = sent ? run.sent() : run.control();
            String shown = shown(bytes, text, run.same() ? SHOWN_SAME : SHOWN_CHANGED);
            if (run.same() || !marked) {
                html.text(shown);
            } else if (bytes.isEmpty()) {
                html.leaf("mark", "∅");
            } else {
                html.leaf("mark", shown);
            }
            if (!text && !shown.isEmpty()) {
                html.text(" ");
            }
        }
        html.close();
    }

    private static String shown(Bytes bytes, boolean text, int most) {
        if (bytes.size() <= most) {
            return show(bytes, text);
        }
        int half = most / 2;
        return show(bytes.slice(0, half), text) + " …" + (bytes.size() - most) + "… "
                + show(bytes.slice(bytes.size() - half, bytes.size()), text);
    }

    private static String show(Bytes bytes, boolean text) {
        if (text) {
            return new String(bytes.toArray(), StandardCharsets.UTF_8);
        }
        StringBuilder hex = new StringBuilder(bytes.size() * 3);
        for (int i = 0; i < bytes.size(); i++) {
            hex.append(i == 0 ? "" : " ").append("%02x".formatted(bytes.at(i)));
        }
        return hex.toString();
    }

    private void decoded(Markup html, Exhibit exhibit) throws IOException {
        if (exhibit.kind().isEmpty() || exhibit.sent().size() > 20_000) {
            return;
        }
        html.open("details").leaf("summary", words.of("probes.decoded")).open("div", "class", "sides");
        html.leaf("pre", exhibit.controlDecoded().orElse(""));
        html.leaf("pre", exhibit.decoded().orElse(""));
        html.close().close();
    }

    /** Known to be text, or of no known kind and readable. */
    private static boolean isText(Exhibit exhibit) {
        return exhibit.kind().map(TEXTS::contains).orElseGet(() -> isReadable(exhibit.sent()));
    }

    private static boolean isReadable(Bytes bytes) {
        String text = new String(bytes.toArray(), StandardCharsets.UTF_8);
        return !text.isEmpty()
                && text.chars().noneMatch(c -> c == 0xfffd || (c < 0x20 && c != '\n' && c != '\r' && c != '\t'));
    }
}
