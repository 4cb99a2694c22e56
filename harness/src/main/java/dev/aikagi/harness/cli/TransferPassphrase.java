package dev.aikagi.harness.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of an exported file comes from: it travels with the file, that of the key does not. */
final class TransferPassphrase {
    private static final String VARIABLE = "AIKAGI_EXPORT_PASSPHRASE";

    @Option(
            names = "--export-passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase of the exported file is the first line there; otherwise it is what "
                    + VARIABLE + " holds, or is asked for.")
    private @Nullable Path file;

    char[] read() throws UsageException {
        return new PasswordSource(VARIABLE, Optional.ofNullable(file))
                .read("passphrase of the exported file")
                .toCharArray();
    }

    char[] fresh() throws UsageException {
        char[] given = read();
        if (given.length == 0) {
            throw new UsageException("the passphrase of the exported file is empty; --plain exports without one");
        }
        return given;
    }
}
