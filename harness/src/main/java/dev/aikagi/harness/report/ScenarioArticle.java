package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import java.io.IOException;
import java.util.List;

/** One scenario in full: its time line, then every step with its evidence. */
final class ScenarioArticle {
    private final Words words;
    private final EvidenceDetails evidence;

    ScenarioArticle(Words words) {
        this.words = words;
        this.evidence = new EvidenceDetails(words);
    }

    void write(Markup html, ScenarioResult scenario, String anchor) throws IOException {
        String outcome = Words.name(scenario.outcome());
        html.open("article", "class", "scenario is-" + outcome, "id", anchor, "data-outcome", outcome);
        if (Tally.isTurn(scenario) && scenario.outcome() == Outcome.PASSED) {
            html.open("details");
        } else {
            html.open("details", "open", "");
        }
        heading(html, scenario);
        if (!scenario.note().isEmpty()) {
            html.leaf("p", scenario.note(), "class", "note");
        }
        TimeLine timeLine = new TimeLine(words, scenario, anchor);
        if (!timeLine.isEmpty()) {
            timeLine.write(html);
        }
        steps(html, scenario.steps(), anchor);
        html.close().close().line();
    }

    private void heading(Markup html, ScenarioResult scenario) throws IOException {
        html.open("summary").open("h3");
        if (!Tally.isTurn(scenario)) {
            html.leaf("span", scenario.chapter(), "class", "chapter");
        }
        html.leaf("span", scenario.title(), "class", "title");
        html.leaf("code", scenario.id(), "class", "id");
        if (!scenario.variant().isEmpty()) {
            html.leaf("span", scenario.variant(), "class", "variant");
        }
        html.close();
        badge(html, scenario.outcome());
        html.leaf("span", Words.time(scenario), "class", "time").close();
    }

    private void steps(Markup html, List<StepResult> steps, String anchor) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        html.open("ol", "class", "steps");
        for (int s = 0; s < steps.size(); s++) {
            step(html, steps.get(s), anchor + "-" + (s + 1));
        }
        html.close();
    }

    private void step(Markup html, StepResult step, String anchor) throws IOException {
        html.open("li", "class", "step is-" + Words.name(step.outcome()), "id", anchor);
        html.open("div", "class", "head")
                .leaf(
                        "span",
                        Words.mark(step.outcome()),
                        "class",
                        "mark",
                        "role",
                        "img",
                        "aria-label",
                        words.outcome(step.outcome()))
                .leaf("code", step.verb(), "class", "verb")
                .leaf("span", step.title(), "class", "title");
        if (step.outcome() != Outcome.PASSED) {
            badge(html, step.outcome());
        }
        html.leaf("span", step.mark().file() + ":" + step.mark().line(), "class", "where")
                .leaf("span", Words.time(step.took()), "class", "time")
                .close();
        if (!step.message().isEmpty()) {
            html.leaf("p", step.message(), "class", "message");
        }
        for (int e = 0; e < step.evidence().size(); e++) {
            evidence.write(html, step.evidence().get(e), anchor + "-" + (e + 1));
        }
        html.close().line();
    }

    /** The outcome as a sign and a word on its own ground. */
    void badge(Markup html, Outcome outcome) throws IOException {
        html.open("span", "class", "badge is-" + Words.name(outcome))
                .leaf("span", Words.mark(outcome), "aria-hidden", "true")
                .text(" " + words.outcome(outcome))
                .close();
    }
}
