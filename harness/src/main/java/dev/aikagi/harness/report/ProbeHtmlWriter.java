package dev.aikagi.harness.report;

import dev.aikagi.harness.probe.Assessment;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a run of probes for people: one HTML file with everything in it, as the enrolment's report. */
public final class ProbeHtmlWriter {
    private final ProbeRun run;
    private final Assessment assessment;
    private final Words words;
    private final ProbeArticle articles;

    private ProbeHtmlWriter(Assessment assessment) {
        this.run = assessment.run();
        this.assessment = assessment;
        this.words = new Words(run.info().language());
        this.articles = new ProbeArticle(words);
    }

    /**
     * Writes the report; the probes' own texts are in English.
     *
     * @throws IOException naming the file
     */
    public static void write(Assessment assessment, Path file) throws IOException {
        AtomicFile.write(file, out -> new ProbeHtmlWriter(assessment).page(new Markup(out)));
    }

    private void page(Markup html) throws IOException {
        HtmlShell shell =
                new HtmlShell(words, words.of("probes.title", run.info().portal()), "probes.css");
        shell.begin(html);
        header(html, shell);
        html.open("main", "id", "main");
        findings(html);
        families(html);
        all(html);
        html.open("section", "class", "details").leaf("h2", words.of("probes.details"));
        for (ProbeResult result : run.results()) {
            articles.write(html, result);
        }
        html.close().close();
        shell.end(html, run.info().tool());
    }

    private void header(Markup html, HtmlShell shell) throws IOException {
        Verdict worst = worst();
        long found = run.count(Verdict.FAIL) + run.count(Verdict.WEAK);
        html.open("header")
                .leaf("p", words.of("brand"), "class", "brand")
                .leaf("h1", words.of("probes.title", run.info().portal()))
                .open("p", "class", "verdict is-" + ProbeArticle.tone(worst))
                .leaf("span", ProbeArticle.mark(worst), "class", "mark", "aria-hidden", "true")
                .text(words.of(
                        "probes.verdict",
                        String.valueOf(found),
                        String.valueOf(run.results().size())))
                .close()
                .leaf("p", counts(run.results()), "class", "turns");
        html.open("dl", "class", "facts");
        for (Map.Entry<String, String> fact : facts().entrySet()) {
            html.open("div")
                    .leaf("dt", words.of(fact.getKey()))
                    .leaf("dd", fact.getValue())
                    .close();
        }
        html.close();
        shell.tools(html);
        html.close().line();
    }

    private Verdict worst() {
        return run.results().stream()
                .map(ProbeResult::verdict)
                .min(Verdict::compareTo)
                .filter(verdict -> verdict != Verdict.NOT_APPLICABLE)
                .orElse(Verdict.PASS);
    }

    private String counts(List<ProbeResult> results) {
        return words.of(
                "probes.counts",
                count(results, Verdict.PASS),
                count(results, Verdict.WEAK),
                count(results, Verdict.FAIL),
                count(results, Verdict.INCONCLUSIVE),
                count(results, Verdict.NOT_APPLICABLE));
    }

    private static String count(List<ProbeResult> results, Verdict verdict) {
        return String.valueOf(
                results.stream().filter(result -> result.verdict() == verdict).count());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("fact.portal", run.info().portal());
        facts.put("fact.address", run.info().baseUri().toString());
        facts.put("fact.seed", String.valueOf(run.info().seed()));
        if (!run.info().defects().isEmpty()) {
            facts.put("probes.fact.defects", String.join(", ", run.info().defects()));
        }
        facts.put("fact.tool", run.info().tool());
        return facts;
    }

    private void findings(Markup html) throws IOException {
        html.open("section", "class", "summary", "id", "findings").leaf("h2", words.of("probes.findings"));
        List<ProbeResult> found = run.results().stream()
                .filter(result -> result.verdict().isFinding())
                .toList();
        if (found.isEmpty()) {
            html.leaf("p", words.of("probes.none"));
        } else {
            table(html, found);
        }
        if (!assessment.gone().isEmpty()) {
            html.leaf("p", words.of("probes.gone", String.join(", ", assessment.gone())));
        }
        html.close().line();
    }

    private void families(Markup html) throws IOException {
        Map<String, List<ProbeResult>> families = new LinkedHashMap<>();
        run.results()
                .forEach(result -> families.computeIfAbsent(result.probe().family(), letter -> new ArrayList<>())
                        .add(result));
        html.open("section", "class", "summary", "id", "families").leaf("h2", words.of("probes.families"));
        html.open("table").open("thead").open("tr").leaf("th", words.of("probes.column.family"), "scope", "col");
        for (Verdict verdict : Verdict.values()) {
            html.leaf("th", verdict.word(), "scope", "col");
        }
        html.close().close().open("tbody");
        for (Map.Entry<String, List<ProbeResult>> family : families.entrySet()) {
            html.open("tr").leaf("td", family.getKey(), "class", "chapter");
            for (Verdict verdict : Verdict.values()) {
                html.leaf("td", count(family.getValue(), verdict));
            }
            html.close();
        }
        html.close().close().close().line();
    }

    private void all(Markup html) throws IOException {
        html.open("section", "class", "summary", "id", "all").leaf("h2", words.of("probes.all"));
        table(html, run.results());
        html.close().line();
    }

    private void table(Markup html, List<ProbeResult> results) throws IOException {
        html.open("table")
                .open("thead")
                .open("tr")
                .leaf("th", words.of("probes.column.probe"), "scope", "col", "colspan", "2")
                .leaf("th", words.of("probes.column.severity"), "scope", "col")
                .leaf("th", words.of("probes.column.verdict"), "scope", "col")
                .close()
                .close()
                .open("tbody");
        for (ProbeResult result : results) {
            row(html, result);
        }
        html.close().close();
    }

    private void row(Markup html, ProbeResult result) throws IOException {
        String tone = ProbeArticle.tone(result.verdict());
        html.open("tr", "class", "is-" + tone, "data-outcome", tone)
                .leaf("td", result.probe().id(), "class", "chapter")
                .open("td", "lang", "en")
                .leaf("a", result.probe().title(), "href", "#" + result.probe().id());
        if (result.verdict() != Verdict.PASS) {
            html.leaf("div", result.why(), "class", "why");
        }
        String expected = assessment.expected().get(result.probe().id());
        if (expected != null) {
            html.leaf("div", expected, "class", "why");
        }
        html.close().open("td");
        articles.severity(html, result.probe().severity());
        html.close().open("td");
        articles.badge(html, result.verdict());
        html.close().close().line();
    }
}
