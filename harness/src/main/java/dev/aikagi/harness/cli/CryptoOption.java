package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.CryptoProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --crypto}: who does the emulated key's arithmetic. */
final class CryptoOption {
    @Option(
            names = "--crypto",
            description =
                    "Who generates keys and signs: ${COMPLETION-CANDIDATES}. AUTO is Conscrypt where it loads, else the"
                            + " JDK. Only with the JDK does a seed repeat the keys, so 'run' takes that unless told otherwise.")
    private @Nullable CryptoProvider chosen;

    /**
     * Installs the choice for the whole process, and says what it became.
     *
     * @throws UsageException if it does not load here
     */
    CryptoProvider install(CryptoProvider unlessTold) throws UsageException {
        try {
            return (chosen == null ? unlessTold : chosen).install();
        } catch (IllegalStateException e) {
            throw new UsageException("--crypto: " + e.getMessage());
        }
    }
}
