package dev.aikagi.harness.cli;

import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The scenarios that a command line names. */
record Selection(List<Scenario> scenarios) {
    /**
     * Reads names, {@code NAME:VARIANT} and files; all of the catalogue for none.
     *
     * @throws UsageException for a name that there is not
     * @throws IOException if a file cannot be read
     */
    static Selection of(List<String> names) throws UsageException, IOException {
        ScenarioCatalog catalog = new ScenarioCatalog();
        if (names.isEmpty()) {
            return new Selection(catalog.all());
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (String name : names) {
            scenarios.add(one(catalog, name));
        }
        return new Selection(List.copyOf(scenarios));
    }

    long walks() {
        return scenarios.stream().mapToLong(scenario -> scenario.walks().size()).sum();
    }

    private static Scenario one(ScenarioCatalog catalog, String name) throws UsageException, IOException {
        try {
            return catalog.find(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
