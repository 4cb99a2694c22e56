package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a key file comes from. */
final class PassphraseOption {
    static final String VARIABLE = "AIKAGI_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase is the first line there; otherwise it is what " + VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path file;

    /** Opens key files with it; {@code fromEnvironment()} where there is no option for a file. */
    KeyFiles files() {
        return files(Optional.ofNullable(file));
    }

    static KeyFiles fromEnvironment() {
        return files(Optional.empty());
    }

    private static KeyFiles files(Optional<Path> source) {
        PasswordSource passphrase = new PasswordSource(VARIABLE, source);
        return KeyFiles.of(
                () -> {
                    try {
                        return passphrase.read("passphrase").toCharArray();
                    } catch (UsageException e) {
                        throw new IOException(e.getMessage(), e);
                    }
                },
                new SecureRandom());
    }

    /** That of a key file which is made. */
    char[] fresh(String what) throws UsageException {
        String given = new PasswordSource(VARIABLE, Optional.ofNullable(file)).read(what);
        if (given.isEmpty()) {
            throw new UsageException(what + " is empty");
        }
        return given.toCharArray();
    }
}
