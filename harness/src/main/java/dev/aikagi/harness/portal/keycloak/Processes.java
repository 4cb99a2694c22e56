package dev.aikagi.harness.portal.keycloak;

import java.util.concurrent.TimeUnit;

/** Ends processes of ours. */
final class Processes {
    private static final long PATIENCE_SECONDS = 10;

    private Processes() {}

    /** Asks it to end, and its children; after ten seconds they are ended. Returns when they are gone. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
