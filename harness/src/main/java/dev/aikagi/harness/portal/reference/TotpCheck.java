package dev.aikagi.harness.portal.reference;

import java.time.InstantSource;

/** Whether the code that was typed proves the device. */
@FunctionalInterface
interface TotpCheck {
    /** By the device's own secret, at the portal's own time. */
    static TotpCheck strict(InstantSource clock) {
        return (visit, verifier) -> verifier.accepts(visit.form().trimmed("code"), clock.instant());
    }

    boolean accepts(Visit visit, TotpVerifier verifier);
}
