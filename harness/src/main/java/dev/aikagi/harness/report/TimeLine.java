package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Evidence;
import dev.aikagi.harness.scenario.Lane;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A scenario as a picture: five lanes, time from left to right, every evidence a bar or, when it took no time, a dot,
 * each linked to its details.
 */
final class TimeLine {
    private static final int LEFT = 110;
    private static final int WIDTH = 1000;
    private static final int RIGHT = 16;
    private static final int TOP = 22;
    private static final int LANE = 30;
    private static final int BOTTOM = TOP + LANE * Lane.values().length;
    private static final int TICKS = 5;
    private static final double LEAST_BAR = 5;
    private static final double NUMBER = 16;

    private final Words words;
    private final ScenarioResult scenario;
    private final String anchor;
    private final Instant from;
    private final double nanos;

    TimeLine(Words words, ScenarioResult scenario, String anchor) {
        this.words = words;
        this.scenario = scenario;
        this.anchor = anchor;
        this.from = start(scenario);
        this.nanos = Math.max(1, Duration.between(from, end(scenario)).toNanos());
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return scenario.steps().stream().allMatch(step -> step.evidence().isEmpty());
    }

    void write(Markup html) throws IOException {
        html.open("div", "class", "timeline")
                .open(
                        "svg",
                        "viewBox",
                        "0 0 " + WIDTH + " " + (BOTTOM + 24),
                        "role",
                        "group",
                        "aria-label",
                        words.of("timeline"));
        bands(html);
        lanes(html);
        axis(html);
        List<StepResult> steps = scenario.steps();
        for (int s = 0; s < steps.size(); s++) {
            List<Evidence> evidence = steps.get(s).evidence();
            for (int e = 0; e < evidence.size(); e++) {
                mark(html, evidence.get(e), anchor + "-" + (s + 1) + "-" + (e + 1));
            }
        }
        html.close().close().line();
    }

    /** Every second step has a shaded ground, and its number on top: the eye finds the step of a bar. */
    private void bands(Markup html) throws IOException {
        List<StepResult> steps = scenario.steps();
        for (int s = 0; s < steps.size(); s++) {
            rectangle(
                    html,
                    s % 2 == 0 ? "band" : "band odd",
                    x(steps.get(s).startedAt()),
                    0,
                    width(steps.get(s)),
                    BOTTOM);
        }
        // After all the bands: what is drawn later covers what was drawn before.
        double lastNumber = 0;
        for (int s = 0; s < steps.size(); s++) {
            double middle = x(steps.get(s).startedAt()) + width(steps.get(s)) / 2;
            if (middle - lastNumber >= NUMBER) {
                html.leaf("text", String.valueOf(s + 1), "class", "number", "x", at(middle), "y", "14");
                lastNumber = middle;
            }
        }
    }

    private double width(StepResult step) {
        return Math.max(1, x(step.startedAt().plus(step.took())) - x(step.startedAt()));
    }

    private void lanes(Markup html) throws IOException {
        int y = TOP;
        for (Lane lane : Lane.values()) {
            html.leaf("text", words.lane(lane), "class", "lane", "x", "0", "y", at(y + LANE / 2.0 + 4));
            html.open(
                            "line",
                            "class",
                            "rail",
                            "x1",
                            at(LEFT),
                            "x2",
                            at(WIDTH - RIGHT),
                            "y1",
                            at(y + LANE / 2.0),
                            "y2",
                            at(y + LANE / 2.0))
                    .close();
            y += LANE;
        }
    }

    private void axis(Markup html) throws IOException {
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            String x = at(LEFT + share * (WIDTH - LEFT - RIGHT));
            String time = Words.time(Duration.ofNanos((long) (nanos * share)));
            String anchorAt = tick == 0 ? "start" : tick == TICKS ? "end" : "middle";
            html.leaf("text", time, "class", "tick", "x", x, "y", at(BOTTOM + 17), "text-anchor", anchorAt);
        }
    }

    private void mark(Markup html, Evidence evidence, String target) throws IOException {
        double x = x(evidence.at());
        double y = TOP + LANE * List.of(Lane.values()).indexOf(evidence.lane()) + LANE / 2.0;
        html.open("a", "href", "#" + target, "class", "lane-" + Words.name(evidence.lane()));
        html.leaf(
                "title",
                "%s: %s (%s)".formatted(words.lane(evidence.lane()), evidence.title(), Words.time(evidence.took())));
        if (evidence.took().isZero()) {
            html.open("circle", "cx", at(x), "cy", at(y), "r", "5").close();
        } else {
            double width = x(evidence.at().plus(evidence.took())) - x;
            rectangle(html, "bar", x, y - 8, Math.max(LEAST_BAR, width), 16);
        }
        html.close();
    }

    private static void rectangle(Markup html, String kind, double x, double y, double width, double height)
            throws IOException {
        html.open("rect", "class", kind, "x", at(x), "y", at(y), "width", at(width), "height", at(height), "rx", "2")
                .close();
    }

    private double x(Instant instant) {
        double share = Duration.between(from, instant).toNanos() / nanos;
        return LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
    }

    private static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    private static Instant start(ScenarioResult scenario) {
        return scenario.steps().stream()
                .flatMap(step -> step.evidence().stream())
                .map(Evidence::at)
                .reduce(scenario.startedAt(), (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Instant end(ScenarioResult scenario) {
        return scenario.steps().stream()
                .flatMap(step -> step.evidence().stream())
                .map(evidence -> evidence.at().plus(evidence.took()))
                .reduce(scenario.startedAt().plus(scenario.took()), (one, other) -> one.isAfter(other) ? one : other);
    }
}
