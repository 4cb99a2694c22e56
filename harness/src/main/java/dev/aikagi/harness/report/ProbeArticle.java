package dev.aikagi.harness.report;

import dev.aikagi.harness.probe.AttemptResult;
import dev.aikagi.harness.probe.Exchange;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One probe in full: what it is, what was sent beside the honest message, what the portal answered, what follows. */
final class ProbeArticle {
    private final Words words;
    private final DiffView diffs;

    ProbeArticle(Words words) {
        this.words = words;
        this.diffs = new DiffView(words);
    }

    void write(Markup html, ProbeResult result) throws IOException {
        Probe probe = result.probe();
        html.open(
                "article",
                "class",
                "scenario is-" + tone(result.verdict()),
                "id",
                probe.id(),
                "lang",
                "en",
                "data-outcome",
                tone(result.verdict()));
        if (result.verdict().isFinding()) {
            html.open("details", "open", "");
        } else {
            html.open("details");
        }
        html.open("summary")
                .open("h3")
                .leaf("span", probe.id(), "class", "chapter")
                .leaf("span", probe.title(), "class", "title")
                .close();
        severity(html, probe.severity());
        badge(html, result.verdict());
        html.close();
        html.leaf("p", result.why(), "class", "note");
        about(html, probe);
        for (AttemptResult attempt : result.attempts()) {
            attempt(html, attempt);
        }
        honest(html, "probes.control", result.control());
        honest(html, "probes.after", result.after());
        html.close().close().line();
    }

    private void about(Markup html, Probe probe) throws IOException {
        html.open("dl", "class", "about");
        html.leaf("dt", words.of("probes.correct")).leaf("dd", probe.correct());
        html.leaf("dt", words.of("probes.fix")).leaf("dd", probe.fix());
        html.leaf("dt", words.of("probes.sources")).open("dd");
        for (Source source : probe.sources()) {
            html.leaf("a", source.words(), "href", source.link().toString(), "rel", "noreferrer")
                    .text(" ");
        }
        for (String tag : probe.tags()) {
            html.leaf("span", tag, "class", "tag");
        }
        html.close().close();
    }

    private void attempt(Markup html, AttemptResult attempt) throws IOException {
        html.open("section", "class", "attempt is-" + tone(attempt.verdict()));
        html.open("h4");
        badge(html, attempt.verdict());
        html.leaf("span", attempt.name().isEmpty() ? words.of("probes.attempt") : attempt.name())
                .close();
        html.leaf("p", attempt.why(), "class", "message");
        for (Exhibit exhibit : attempt.exhibits()) {
            diffs.write(html, exhibit);
        }
        exchanges(html, attempt);
        html.close();
    }

    private void honest(Markup html, String label, Optional<AttemptResult> control) throws IOException {
        if (control.isEmpty()) {
            return;
        }
        html.open("section", "class", "attempt control is-" + tone(control.get().verdict()));
        html.open("h4");
        badge(html, control.get().verdict());
        html.leaf("span", words.of(label)).close();
        html.leaf("p", control.get().why(), "class", "message");
        if (control.get().verdict() != Verdict.PASS) {
            exchanges(html, control.get());
        }
        html.close();
    }

    private void exchanges(Markup html, AttemptResult attempt) throws IOException {
        for (Exchange exchange : shown(attempt)) {
            html.open("details", "class", "evidence lane-http")
                    .open("summary")
                    .leaf("span", "HTTP", "class", "tag")
                    .leaf("span", exchange.title(), "class", "what")
                    .close();
            html.open("figure", "class", "block")
                    .leaf("figcaption", words.of("probes.request"))
                    .leaf("pre", exchange.request())
                    .close();
            html.open("figure", "class", "block")
                    .leaf("figcaption", words.of("probes.response"))
                    .leaf("pre", exchange.response())
                    .close();
            html.close();
        }
    }

    /** All that was kept of an attempt that did not end well; of one that did, the requests that change something. */
    private static List<Exchange> shown(AttemptResult attempt) {
        List<Exchange> kept = attempt.exchanges();
        if (attempt.verdict().isFinding() || attempt.verdict() == Verdict.INCONCLUSIVE) {
            return kept;
        }
        List<Exchange> changing = kept.stream()
                .filter(exchange -> !exchange.title().matches("(GET|HEAD) .*|POST /sign-in → .*"))
                .toList();
        return changing.isEmpty() ? kept.subList(Math.max(0, kept.size() - 1), kept.size()) : changing;
    }

    void badge(Markup html, Verdict verdict) throws IOException {
        html.open("span", "class", "badge is-" + tone(verdict))
                .leaf("span", mark(verdict), "aria-hidden", "true")
                .text(" " + verdict.word())
                .close();
    }

    void severity(Markup html, Severity severity) throws IOException {
        html.leaf("span", severity.word(), "class", "severity severity-" + severity.word());
    }

    /** The colours of the other reports, by what they mean there. */
    static String tone(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case WEAK -> "undecided";
            case INCONCLUSIVE -> "not-yet";
            case NOT_APPLICABLE -> "skipped";
        };
    }

    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case WEAK -> "!";
            case INCONCLUSIVE -> "?";
            case NOT_APPLICABLE -> "–";
        };
    }
}
