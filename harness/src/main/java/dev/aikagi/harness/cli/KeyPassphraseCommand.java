package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.SealingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi key passphrase}. */
@Command(
        name = "passphrase",
        description = "Give a key file another passphrase; copies of it keep the old one.",
        mixinStandardHelpOptions = true)
final class KeyPassphraseCommand implements Callable<Integer> {
    private static final String VARIABLE = "AIKAGI_NEW_PASSPHRASE";

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "The new passphrase is the first line there; otherwise it is what " + VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path newFile;

    @Override
    public Integer call() throws UsageException, IOException {
        try (KeyFile key = file.open()) {
            String next = new PasswordSource(VARIABLE, Optional.ofNullable(newFile)).read("new passphrase");
            if (next.isEmpty()) {
                throw new UsageException("the new passphrase is empty");
            }
            key.changePassphrase(SealingKey.fresh(next.toCharArray(), new SecureRandom()));
        }
        spec.commandLine().getOut().println("the passphrase of " + file.path() + " is changed");
        return ExitCode.PASSED;
    }
}
