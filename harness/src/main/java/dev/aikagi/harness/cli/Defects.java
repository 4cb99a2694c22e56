package dev.aikagi.harness.cli;

import dev.aikagi.harness.portal.reference.Defect;
import java.util.ArrayList;
import java.util.List;

/** What {@code --defect} names. */
final class Defects {
    private Defects() {}

    /**
     * The embedded portal's defects of those names.
     *
     * @throws UsageException if it has no such defect
     */
    static List<Defect> named(List<String> names) throws UsageException {
        List<Defect> found = new ArrayList<>();
        for (String name : names) {
            found.add(Defect.named(name)
                    .orElseThrow(() -> new UsageException(
                            "--defect: there is no defect '" + name + "': aikagi portal --list-defects lists them")));
        }
        return found;
    }
}
