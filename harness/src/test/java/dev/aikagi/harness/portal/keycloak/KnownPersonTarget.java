package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;

/** A target where whoever is to be admitted is somebody who is there already. */
final class KnownPersonTarget extends WatchedTarget {
    private final Persona known;

    KnownPersonTarget(RunTarget target, Persona known) {
        super(target);
        this.known = known;
    }

    @Override
    public Persona admit(Persona generated) {
        return known;
    }
}
