package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a key file comes from, and the PIN of a token that its private keys are in. */
final class PassphraseOption {
    static final String VARIABLE = "AIKAGI_PASSPHRASE";

    /** Of the token that private keys are in; the FIDO PIN of a key is another. */
    static final String PIN_VARIABLE = "AIKAGI_TOKEN_PIN";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase is the first line there; otherwise it is what " + VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path file;

    @Option(
            names = "--token-pin-file",
            paramLabel = "FILE",
            description = "For private keys in a token: its PIN is the first line there; otherwise it is what "
                    + PIN_VARIABLE + " holds, or is asked for.")
    private @Nullable Path pinFile;

    /** Opens key files with it; {@code fromEnvironment()} where there is no option for a file. */
    KeyFiles files() {
        return files(Optional.ofNullable(file), Optional.ofNullable(pinFile));
    }

    static KeyFiles fromEnvironment() {
        return files(Optional.empty(), Optional.empty());
    }

    private static KeyFiles files(Optional<Path> source, Optional<Path> pinSource) {
        PasswordSource passphrase = new PasswordSource(VARIABLE, source);
        PasswordSource pin = new PasswordSource(PIN_VARIABLE, pinSource);
        return KeyFiles.of(
                () -> read(passphrase, "passphrase"), () -> read(pin, "PIN of the token"), new SecureRandom());
    }

    private static char[] read(PasswordSource source, String what) throws IOException {
        try {
            return source.read(what).toCharArray();
        } catch (UsageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The PIN of a token. */
    char[] tokenPin() throws UsageException {
        return new PasswordSource(PIN_VARIABLE, Optional.ofNullable(pinFile))
                .read("PIN of the token")
                .toCharArray();
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
