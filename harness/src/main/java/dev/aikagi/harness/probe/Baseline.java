package dev.aikagi.harness.probe;

import dev.aikagi.harness.yaml.YamlDocument;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Findings that are known and accepted for a while, each with its reason: a YAML file after {@code baseline.schema.json}. */
public final class Baseline {
    private static final String SCHEMA = "dev/aikagi/harness/probe/baseline.schema.json";

    private final Map<String, Entry> entries;

    private Baseline(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * Until the end of that day.
     *
     * @param attempts the names of those that find something; empty for whichever
     */
    private record Entry(String reason, LocalDate expires, Set<String> attempts) {
        boolean covers(Set<String> found) {
            return attempts.isEmpty() || attempts.containsAll(found);
        }
    }

    /**
     * Reads a baseline.
     *
     * @param known the ids that there are
     * @throws dev.aikagi.harness.yaml.ScenarioSyntaxException naming file, line and column
     */
    public static Baseline read(String fileName, String text, Set<String> known) {
        YamlDocument document = YamlDocument.read(fileName, text);
        document.validate(SCHEMA);
        Map<String, Entry> entries = new LinkedHashMap<>();
        int at = 0;
        for (JsonNode entry : document.root().path("accepted")) {
            String pointer = "/accepted/" + at++;
            String id = entry.path("probe").asString();
            if (!known.contains(id)) {
                throw document.error(pointer + "/probe", "there is no probe '" + id + "'");
            }
            LocalDate expires = date(entry.path("expires").asString())
                    .orElseThrow(() -> document.error(pointer + "/expires", "not a date; write YYYY-MM-DD"));
            Set<String> attempts =
                    entry.path("attempts").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
            if (entries.put(id, new Entry(entry.path("reason").asString(), expires, attempts)) != null) {
                throw document.error(pointer + "/probe", "'" + id + "' stands here twice");
            }
        }
        return new Baseline(entries);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<String> finding(ProbeResult result) {
        return result.attempts().stream()
                .filter(attempt -> attempt.verdict().isFinding())
                .map(AttemptResult::name)
                .collect(Collectors.toSet());
    }

    /** Holds a run against it. */
    public Assessment assess(ProbeRun run, Severity threshold, LocalDate today) {
        Map<String, ProbeResult> judged = run.results().stream()
                .filter(result ->
                        result.verdict() == Verdict.PASS || result.verdict().isFinding())
                .collect(Collectors.toMap(result -> result.probe().id(), result -> result));
        Map<String, String> expected = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        List<String> expired = new ArrayList<>();
        entries.forEach((id, entry) -> Optional.ofNullable(judged.get(id)).ifPresent(result -> {
            Set<String> found = finding(result);
            if (!result.verdict().isFinding()) {
                gone.add(id);
            } else if (today.isAfter(entry.expires)) {
                expired.add(id);
            } else if (entry.covers(found)) {
                expected.put(id, entry.reason + " (until " + entry.expires + ")");
            }
            entry.attempts.stream()
                    .filter(attempt -> result.verdict().isFinding() && !found.contains(attempt))
                    .sorted()
                    .forEach(attempt -> gone.add(id + " '" + attempt + "'"));
        }));
        List<ProbeResult> counting = run.findings(threshold).stream()
                .filter(result -> !expected.containsKey(result.probe().id()))
                .toList();
        return new Assessment(run, counting, expected, gone, expired);
    }
}
