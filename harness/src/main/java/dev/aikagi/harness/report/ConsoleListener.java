package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioHeading;
import dev.aikagi.harness.scenario.ScenarioListener;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Prints a run as it goes: a chapter with every step, an unhappy turn as one line, then a table. The last line is, in
 * every language, of the form {@code 8 chapters passed, 1 not yet}.
 */
public final class ConsoleListener implements ScenarioListener {
    /** ECMA-48 §8.3.41 and §8.3.9: erase in line, cursor to its first column. */
    private static final String CLEAR_LINE = "\u001b[2K\u001b[1G";

    private static final int VERB = 20;
    private static final int TITLE = 44;
    private static final int TIME = 9;

    private final Appendable out;
    private final boolean ansi;
    private final Words words;

    /** What was printed last: the key of a chapter's walk, {@code "turns"}, or nothing yet. */
    private String block = "";

    /**
     * Makes a listener that prints to {@code out}.
     *
     * @param ansi whether {@code out} understands colours
     * @param language of the headings: Japanese or, for any other, English
     */
    public ConsoleListener(Appendable out, boolean ansi, Locale language) {
        this.out = out;
        this.ansi = ansi;
        this.words = new Words(language);
    }

    @Override
    public void runStarted(RunInfo info) {
        String line = "%s · %s %s · %s %s · %s %s"
                .formatted(
                        info.tool(),
                        words.of("fact.portal"),
                        info.portal() + " " + info.baseUri(),
                        words.of("fact.key"),
                        info.key(),
                        words.of("fact.seed"),
                        info.seed());
        print(Columns.printable(line));
    }

    @Override
    public void scenarioStarted(ScenarioHeading scenario) {
        heading(scenario.chapter(), scenario.id(), scenario.title(), scenario.variant());
    }

    /** On a terminal the step under way is seen; its result takes its place. */
    @Override
    public void stepStarted(ScenarioHeading scenario, String verb, String title) {
        if (ansi) {
            String line = scenario.chapter().isEmpty() ? scenario.id() : verb + "  " + title;
            emit(CLEAR_LINE + "  … " + line);
        }
    }

    @Override
    public void stepFinished(ScenarioHeading scenario, StepResult result) {
        if (!scenario.chapter().isEmpty()) {
            entry(result.outcome(), result.verb(), result.title(), result.took());
            reason(result);
        }
    }

    @Override
    public void scenarioFinished(ScenarioResult result) {
        heading(result.chapter(), result.id(), result.title(), result.variant());
        if (Tally.isTurn(result)) {
            entry(result.outcome(), result.id(), variantTitle(result.title(), result.variant()), result.took());
            result.steps().stream()
                    .filter(step -> step.outcome() != Outcome.PASSED && step.outcome() != Outcome.SKIPPED)
                    .forEach(this::reason);
            note(result);
        } else if (result.outcome() == Outcome.NOT_YET || !result.note().isEmpty()) {
            entry(result.outcome(), words.outcome(result.outcome()), "", Duration.ZERO);
            note(result);
        }
    }

    @Override
    public void runFinished(RunResult result) {
        print("");
        table(result.scenarios().stream()
                .filter(scenario -> !Tally.isTurn(scenario))
                .toList());
        print("");
        Tally tally = Tally.of(result);
        // In English for everybody: scripts and CI look for these two lines.
        Words english = new Words(Locale.ENGLISH);
        if (tally.hasTurns()) {
            print(tally.turnLine(english));
        }
        print(tally.chapterLine(english));
    }

    private void heading(String chapter, String id, String title, String variant) {
        boolean turn = chapter.isEmpty();
        String next = turn ? "turns" : "chapter " + chapter + " " + id + " " + variant;
        if (next.equals(block)) {
            return;
        }
        block = next;
        print("");
        String text = turn ? words.of("summary.turns") : chapter + "  " + id + "  " + variantTitle(title, variant);
        print(colour("1", Columns.printable(text)));
    }

    private void entry(Outcome outcome, String name, String title, Duration took) {
        String time = took.isZero() ? "" : Words.time(took);
        print("  %s %s  %s %s"
                .formatted(
                        colour(shade(outcome), Words.mark(outcome)),
                        Columns.pad(Columns.printable(name), VERB),
                        Columns.pad(Columns.printable(title), TITLE),
                        Columns.padLeft(time, TIME)));
    }

    private void reason(StepResult step) {
        if (step.outcome() != Outcome.PASSED && step.outcome() != Outcome.SKIPPED) {
            lines(step.outcome(), step.message());
            lines(step.outcome(), step.mark().toString());
        }
    }

    private void note(ScenarioResult result) {
        if (!result.note().isEmpty()) {
            lines(result.outcome(), result.note());
        }
    }

    private void lines(Outcome outcome, String text) {
        text.lines().forEach(line -> print("      " + colour(shade(outcome), Columns.printable(line))));
    }

    private void table(List<ScenarioResult> chapters) {
        int chapterWidth = width(chapters.stream().map(ScenarioResult::chapter).toList(), "column.chapter");
        int idWidth = width(chapters.stream().map(ScenarioResult::id).toList(), "column.scenario");
        int variantWidth = chapters.stream()
                .mapToInt(s -> Columns.width(s.variant()))
                .max()
                .orElse(0);
        List<String> outcomes =
                chapters.stream().map(s -> words.outcome(s.outcome())).toList();
        int outcomeWidth = width(outcomes, "column.outcome") + 2;
        print(colour(
                "1",
                Columns.pad(words.of("column.chapter"), chapterWidth) + "  "
                        + Columns.pad(words.of("column.scenario"), idWidth + variantWidth + 1) + "  "
                        + Columns.pad(words.of("column.outcome"), outcomeWidth) + "  "
                        + Columns.padLeft(words.of("column.time"), TIME)));
        for (ScenarioResult scenario : chapters) {
            String outcome = Words.mark(scenario.outcome()) + " " + words.outcome(scenario.outcome());
            print(Columns.pad(Columns.printable(scenario.chapter()), chapterWidth) + "  "
                    + Columns.pad(Columns.printable(scenario.id()), idWidth) + " "
                    + Columns.pad(Columns.printable(scenario.variant()), variantWidth) + "  "
                    + colour(shade(scenario.outcome()), Columns.pad(outcome, outcomeWidth)) + "  "
                    + Columns.padLeft(Words.time(scenario), TIME));
        }
    }

    private int width(List<String> cells, String heading) {
        int widest = cells.stream().mapToInt(Columns::width).max().orElse(0);
        return Math.max(widest, Columns.width(words.of(heading)));
    }

    private static String variantTitle(String title, String variant) {
        return variant.isEmpty() ? title : title + " (" + variant + ")";
    }

    /** Green for passed alone; the others differ from it in sign and in colour. */
    private static String shade(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "32";
            case FAILED -> "31";
            case UNDECIDED -> "33";
            case SKIPPED -> "2";
            case NOT_YET -> "35";
        };
    }

    private String colour(String code, String text) {
        return ansi ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A line is seen when it is printed, not when a buffer is full. */
    private void print(String line) {
        emit((ansi ? CLEAR_LINE : "") + line.stripTrailing() + System.lineSeparator());
    }

    private void emit(String text) {
        try {
            out.append(text);
            if (out instanceof Flushable buffered) {
                buffered.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot print", e);
        }
    }
}
