package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.SameTarget;
import java.io.IOException;

/** One walk's view of a target that several share: remembers who was admitted, and cannot close it. */
class WatchedTarget extends SameTarget {
    private Persona admitted;

    WatchedTarget(RunTarget target) {
        super(target);
    }

    Persona admitted() {
        return admitted;
    }

    @Override
    public Persona admit(Persona generated) throws IOException {
        admitted = super.admit(generated);
        return admitted;
    }

    @Override
    public void close() {}
}
