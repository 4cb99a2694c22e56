package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.Requires;
import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.nio.file.Path;

/** The pinned Keycloak for tests: {@code keycloak} in {@code aikagi.required}. */
final class FetchedKeycloak {
    private FetchedKeycloak() {}

    /** Its archive; where it cannot be had, the test is skipped, or fails if it is required. */
    static Path archive() throws IOException {
        try {
            return Distribution.of(line -> {}).archive();
        } catch (PortalStartException e) {
            Requires.unavailable("keycloak", String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
