package dev.aikagi.harness.scenario;

import dev.aikagi.harness.yaml.SourceMark;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario as it was read.
 *
 * @param chapter of the manual; empty for an unhappy turn
 * @param titles by language
 * @param notYet why it cannot be walked, by language; empty if it can
 * @param walks at least one, unless it cannot be walked
 */
public record Scenario(
        String id, String chapter, Map<String, String> titles, Map<String, String> notYet, List<Variant> walks) {
    public Scenario {
        titles = Map.copyOf(titles);
        notYet = Map.copyOf(notYet);
        walks = List.copyOf(walks);
    }

    /**
     * One way to walk it.
     *
     * @param name empty if there is only one way
     * @param key the profile of the key
     * @param hybrid whether that is a phone which is used from another device
     */
    public record Variant(String name, String key, boolean hybrid, List<PlannedStep> steps) {
        public Variant {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step to take.
     *
     * @param titles what it does, for people, by language
     */
    public record PlannedStep(String verb, Map<String, String> titles, SourceMark mark, Task task) {
        public PlannedStep {
            titles = Map.copyOf(titles);
        }

        public String title(Locale language) {
            return text(titles, language);
        }
    }

    /** What a step does and what has to be seen; only the runner looks into it. */
    public static final class Task {
        private final Step step;
        private final Expectation expectation;

        Task(Step step, Expectation expectation) {
            this.step = step;
            this.expectation = expectation;
        }

        Step step() {
            return step;
        }

        Expectation expectation() {
            return expectation;
        }
    }

    public String title(Locale language) {
        return text(titles, language);
    }

    /**
     * The same with one way to walk it.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Scenario only(String variant) {
        List<Variant> chosen =
                walks.stream().filter(walk -> walk.name().equals(variant)).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("scenario '%s' has no variant '%s', only %s"
                    .formatted(id, variant, walks.stream().map(Variant::name).toList()));
        }
        return new Scenario(id, chapter, titles, notYet, chosen);
    }

    /** Why it cannot be walked; empty if it can. */
    public Optional<String> notYet(Locale language) {
        return notYet.isEmpty() ? Optional.empty() : Optional.of(text(notYet, language));
    }

    private static String text(Map<String, String> byLanguage, Locale language) {
        String english = byLanguage.getOrDefault("en", "");
        return byLanguage.getOrDefault(language.getLanguage(), english);
    }
}
