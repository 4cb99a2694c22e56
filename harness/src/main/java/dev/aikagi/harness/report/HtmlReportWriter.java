package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report for people: one HTML file with everything in it. It asks nothing of the network, by its own
 * Content-Security-Policy, and without JavaScript only the buttons that unfold everything at once are missing.
 */
public final class HtmlReportWriter {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Words words;
    private final ScenarioArticle articles;
    private final RunResult run;
    private final Tally tally;
    private final List<Entry> chapters = new ArrayList<>();
    private final List<Entry> turns = new ArrayList<>();

    private HtmlReportWriter(RunResult run) {
        this.run = run;
        this.words = new Words(run.info().language());
        this.articles = new ScenarioArticle(words);
        this.tally = Tally.of(run);
        for (ScenarioResult scenario : run.scenarios()) {
            String anchor = "s" + (chapters.size() + turns.size() + 1);
            (Tally.isTurn(scenario) ? turns : chapters).add(new Entry(anchor, scenario));
        }
    }

    /** A scenario and where it stands in the page. */
    private record Entry(String anchor, ScenarioResult scenario) {}

    /**
     * Writes the report in the run's language; folders on the way are made.
     *
     * @throws IOException naming the file
     */
    public static void write(RunResult run, Path file) throws IOException {
        AtomicFile.write(file, out -> new HtmlReportWriter(run).page(new Markup(out)));
    }

    private void page(Markup html) throws IOException {
        HtmlShell shell = new HtmlShell(words, words.of("title", run.info().portal()));
        shell.begin(html);
        header(html, shell);
        html.open("main", "id", "main");
        table(html, chapters, "chapters");
        if (tally.hasTurns()) {
            table(html, turns, "turns");
        }
        details(html, chapters, "details.chapters");
        if (tally.hasTurns()) {
            details(html, turns, "details.turns");
        }
        html.close();
        shell.end(html, run.info().tool());
    }

    private void header(Markup html, HtmlShell shell) throws IOException {
        html.open("header")
                .leaf("p", words.of("brand"), "class", "brand")
                .leaf("h1", words.of("title", run.info().portal()))
                .open("p", "class", "verdict is-" + Words.name(tally.worst()))
                .leaf("span", Words.mark(tally.worst()), "class", "mark", "aria-hidden", "true")
                .text(tally.chapterLine(words))
                .close();
        if (tally.hasTurns()) {
            html.leaf("p", tally.turnLine(words), "class", "turns");
        }
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

    private Map<String, String> facts() {
        RunInfo info = run.info();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("fact.portal", info.portal());
        facts.put("fact.address", info.baseUri().toString());
        facts.put("fact.key", info.key());
        facts.put("fact.arithmetic", info.arithmetic());
        facts.put("fact.seed", String.valueOf(info.seed()));
        facts.put("fact.date", WHEN.format(info.startedAt()));
        facts.put("fact.time", Words.time(run.took()));
        facts.put("fact.language", info.language().getDisplayLanguage(info.language()));
        facts.put("fact.tool", info.tool());
        return facts;
    }

    private void table(Markup html, List<Entry> entries, String part) throws IOException {
        html.open("section", "class", "summary", "id", part).leaf("h2", words.of("summary." + part));
        html.open("table").open("thead").open("tr");
        boolean chaptered = part.equals("chapters");
        if (chaptered) {
            html.leaf("th", words.of("column.chapter"), "scope", "col");
        }
        html.leaf("th", words.of("column.scenario"), "scope", "col")
                .leaf("th", words.of("column.outcome"), "scope", "col")
                .leaf("th", words.of("column.time"), "scope", "col", "class", "time")
                .close()
                .close()
                .open("tbody");
        for (Entry entry : entries) {
            row(html, entry.scenario(), entry.anchor());
        }
        html.close().close().close().line();
    }

    private void row(Markup html, ScenarioResult scenario, String anchor) throws IOException {
        String outcome = Words.name(scenario.outcome());
        html.open("tr", "class", "is-" + outcome, "data-outcome", outcome);
        if (!Tally.isTurn(scenario)) {
            html.leaf("td", scenario.chapter(), "class", "chapter");
        }
        html.open("td").leaf("a", scenario.title(), "href", "#" + anchor);
        if (!scenario.variant().isEmpty()) {
            html.leaf("span", scenario.variant(), "class", "variant");
        }
        Optional<String> why = why(scenario);
        if (why.isPresent()) {
            html.leaf("div", why.get(), "class", "why");
        }
        html.close().open("td");
        articles.badge(html, scenario.outcome());
        html.close().leaf("td", Words.time(scenario), "class", "time").close().line();
    }

    /** The reason shown in the table already: whoever reads no further must know it. */
    private static Optional<String> why(ScenarioResult scenario) {
        if (scenario.outcome() == Outcome.PASSED) {
            return Optional.empty();
        }
        return scenario.steps().stream()
                .filter(step ->
                        step.outcome() == scenario.outcome() && !step.message().isEmpty())
                .map(step -> step.verb() + ": " + step.message())
                .findFirst()
                .or(() -> Optional.of(scenario.note()).filter(note -> !note.isEmpty()));
    }

    private void details(Markup html, List<Entry> entries, String title) throws IOException {
        html.open("section", "class", "details").leaf("h2", words.of(title));
        for (Entry entry : entries) {
            articles.write(html, entry.scenario(), entry.anchor());
        }
        html.close();
    }
}
