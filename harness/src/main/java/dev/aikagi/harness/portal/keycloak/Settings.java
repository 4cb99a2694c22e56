package dev.aikagi.harness.portal.keycloak;

import java.nio.file.Path;
import java.util.Optional;

/** What the user's environment says about folders and files. */
final class Settings {
    private Settings() {}

    /** A system property, else an environment variable. */
    static Optional<Path> path(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    /** Where servers are kept that are built: {@code aikagi.cache}, else below the user's home. */
    static Path cache() {
        return path("aikagi.cache", "AIKAGI_CACHE")
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "aikagi"));
    }
}
