package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many chapters and unhappy turns ended how. A chapter that is walked several times counts once, as its worst walk;
 * a scenario without a chapter is an unhappy turn.
 */
record Tally(Map<Outcome, Long> chapters, Map<Outcome, Long> turns) {
    private static final List<Outcome> WORST_FIRST =
            List.of(Outcome.FAILED, Outcome.UNDECIDED, Outcome.SKIPPED, Outcome.NOT_YET, Outcome.PASSED);
    private static final List<Outcome> APPENDED = List.of(Outcome.FAILED, Outcome.UNDECIDED, Outcome.SKIPPED);

    static Tally of(RunResult run) {
        Map<String, Outcome> chapters = new LinkedHashMap<>();
        Map<Outcome, Long> turns = new EnumMap<>(Outcome.class);
        for (ScenarioResult scenario : run.scenarios()) {
            if (isTurn(scenario)) {
                turns.merge(scenario.outcome(), 1L, Long::sum);
            } else {
                chapters.merge(scenario.chapter(), scenario.outcome(), Tally::worse);
            }
        }
        Map<Outcome, Long> counted = new EnumMap<>(Outcome.class);
        chapters.values().forEach(outcome -> counted.merge(outcome, 1L, Long::sum));
        return new Tally(counted, turns);
    }

    static boolean isTurn(ScenarioResult scenario) {
        return scenario.chapter().isEmpty();
    }

    /** The worst of all, chapters and unhappy turns alike; what is not yet built does not spoil a run. */
    Outcome worst() {
        return APPENDED.stream()
                .filter(outcome -> chapters.containsKey(outcome) || turns.containsKey(outcome))
                .findFirst()
                .orElse(chapters.containsKey(Outcome.PASSED) ? Outcome.PASSED : Outcome.NOT_YET);
    }

    boolean hasTurns() {
        return !turns.isEmpty();
    }

    /** E.g. {@code 8 chapters passed, 1 not yet}: programs look for this line, so it is in English for everybody. */
    String chapterLine(Words words) {
        StringBuilder line = new StringBuilder(words.of("chapters.passed", count(chapters, Outcome.PASSED)));
        line.append(words.of("also.NOT_YET", count(chapters, Outcome.NOT_YET)));
        append(line, chapters, words);
        return line.toString();
    }

    /** E.g. {@code 12 unhappy turns passed, 1 failed}. */
    String turnLine(Words words) {
        StringBuilder line = new StringBuilder(words.of("turns.passed", count(turns, Outcome.PASSED)));
        if (turns.containsKey(Outcome.NOT_YET)) {
            line.append(words.of("also.NOT_YET", count(turns, Outcome.NOT_YET)));
        }
        append(line, turns, words);
        return line.toString();
    }

    private static void append(StringBuilder line, Map<Outcome, Long> counts, Words words) {
        for (Outcome outcome : APPENDED) {
            if (counts.containsKey(outcome)) {
                line.append(words.of("also." + outcome, count(counts, outcome)));
            }
        }
    }

    private static String count(Map<Outcome, Long> counts, Outcome outcome) {
        return String.valueOf(counts.getOrDefault(outcome, 0L));
    }

    private static Outcome worse(Outcome one, Outcome other) {
        return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
    }
}
