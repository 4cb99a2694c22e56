package dev.aikagi.harness.cli;

import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            Path file = Path.of(name);
            if (!Files.isReadable(file)) {
                throw new UsageException("there is no readable file " + name);
            }
            return catalog.file(file);
        }
        int colon = name.indexOf(':');
        String id = colon < 0 ? name : name.substring(0, colon);
        if (!catalog.names().contains(id)) {
            throw new UsageException(
                    "there is no scenario '" + id + "'; 'aikagi list' shows those there are, a file ends in .yaml");
        }
        Scenario scenario = catalog.named(id);
        try {
            return colon < 0 ? scenario : scenario.only(name.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
