package dev.aikagi.harness.cli;

import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What {@code --portal} says. */
final class PortalOption {
    private PortalOption() {}

    /**
     * Starts the portal, or looks whether somebody answers there.
     *
     * @throws UsageException if options or files do not fit together
     * @throws IOException if the portal cannot be reached or started
     */
    static RunTarget open(Targets named, long seed) throws UsageException, IOException {
        try {
            return named.open(InstantSource.system(), seed, new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Shows what takes long. */
    static Consumer<String> progress(PrintWriter err) {
        return line -> {
            err.println("aikagi: " + line);
            err.flush();
        };
    }
}
