package dev.aikagi.harness.scenario;

import dev.aikagi.harness.scenario.Evidence.Block;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is seen and done in one step; taken out redacted, when all its secrets are known. */
final class EvidenceLog {
    private final InstantSource wall;
    private final Redactor redactor;
    private final Words words;
    private final List<Evidence> entries = new ArrayList<>();

    EvidenceLog(InstantSource wall, Redactor redactor, Words words) {
        this.wall = wall;
        this.redactor = redactor;
        this.words = words;
    }

    Words words() {
        return words;
    }

    Instant now() {
        return wall.instant();
    }

    /** A moment, in the run's language. */
    void say(Lane lane, String key, Object... arguments) {
        add(lane, words.of(key, arguments));
    }

    void add(Lane lane, String title, Block... blocks) {
        add(new Evidence(lane, wall.instant(), Duration.ZERO, title, List.of(blocks)));
    }

    /** Something that took its time until now. */
    void add(Lane lane, Instant since, String title, Block... blocks) {
        add(new Evidence(lane, since, Duration.between(since, wall.instant()), title, List.of(blocks)));
    }

    synchronized void add(Evidence evidence) {
        entries.add(evidence);
    }

    /** All of it, in the order of time, and forgets it. */
    synchronized List<Evidence> take() {
        List<Evidence> taken = entries.stream()
                .sorted(Comparator.comparing(Evidence::at))
                .map(this::redact)
                .toList();
        entries.clear();
        return taken;
    }

    private Evidence redact(Evidence evidence) {
        return new Evidence(
                evidence.lane(),
                evidence.at(),
                evidence.took(),
                redactor.redact(evidence.title()),
                evidence.blocks().stream()
                        .map(block -> new Block(
                                words.of("block." + block.label()), block.mediaType(), redactor.redact(block.text())))
                        .toList());
    }
}
