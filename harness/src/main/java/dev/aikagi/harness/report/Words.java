package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Lane;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.ScenarioResult;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of a report in the run's language, Japanese or, for any other, English. */
final class Words {
    private static final String BUNDLE = "dev.aikagi.harness.report.words";

    private final ResourceBundle bundle;

    Words(Locale language) {
        // Without this control a missing English bundle would be answered in the machine's own language.
        bundle = ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String language() {
        return of("language");
    }

    /** The word for {@code key}, each {@code %s} in it replaced in turn. */
    String of(String key, Object... arguments) {
        return String.format(Locale.ROOT, bundle.getString(key), arguments);
    }

    String outcome(Outcome outcome) {
        return of("outcome." + outcome);
    }

    String lane(Lane lane) {
        return of("lane." + lane);
    }

    /** One character for an outcome, so that colour is never the only difference. */
    static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case UNDECIDED -> "?";
            case SKIPPED -> "–";
            case NOT_YET -> "○";
        };
    }

    /** The outcome as a name in CSS and JSON, e.g. {@code not-yet}. */
    static String name(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case UNDECIDED -> "undecided";
            case SKIPPED -> "skipped";
            case NOT_YET -> "not-yet";
        };
    }

    /** The lane as a name in CSS and JSON, e.g. {@code http}. */
    static String name(Lane lane) {
        return switch (lane) {
            case USER -> "user";
            case CLIENT -> "client";
            case KEY -> "key";
            case HTTP -> "http";
            case MAIL -> "mail";
        };
    }

    /** How long a scenario took; nothing for one that was never walked. */
    static String time(ScenarioResult scenario) {
        return scenario.outcome() == Outcome.NOT_YET ? "" : time(scenario.took());
    }

    /** As people say it: {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
    static String time(Duration took) {
        long millis = took.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        return took.toMinutes() + " min " + took.toSecondsPart() + " s";
    }
}
