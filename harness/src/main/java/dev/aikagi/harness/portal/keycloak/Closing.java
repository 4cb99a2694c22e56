package dev.aikagi.harness.portal.keycloak;

import java.util.ArrayList;
import java.util.List;

/** What has been opened so far; closes the last first, and each even if another cannot be closed. */
final class Closing {
    private final List<AutoCloseable> opened;

    Closing() {
        this(List.of());
    }

    Closing(List<AutoCloseable> opened) {
        this.opened = new ArrayList<>(opened);
    }

    <T extends AutoCloseable> T add(T part) {
        opened.add(part);
        return part;
    }

    List<AutoCloseable> parts() {
        return List.copyOf(opened);
    }

    void close() {
        IllegalStateException failed = new IllegalStateException("not all could be closed");
        for (int i = opened.size() - 1; i >= 0; i--) {
            try (AutoCloseable part = opened.get(i)) {
                java.util.Objects.requireNonNull(part);
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        opened.clear();
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
