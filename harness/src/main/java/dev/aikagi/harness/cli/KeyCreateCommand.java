package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.harness.device.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi key create}. */
@Command(name = "create", description = "Make a key in a file that is not there yet.", mixinStandardHelpOptions = true)
final class KeyCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE|FILE",
            description =
                    "The kind of key: one that 'aikagi list' shows, or a file of properties (default: ${DEFAULT-VALUE}).",
            defaultValue = "security-key")
    private String profile = "security-key";

    @Override
    public Integer call() throws UsageException, IOException {
        KeyFiles.Kind kind = kind();
        char[] passphrase = file.passphrase().fresh("passphrase of the new key");
        KeyFiles.create(file.path(), kind, passphrase, InstantSource.system(), new SecureRandom())
                .close();
        spec.commandLine()
                .getOut()
                .println(file.path() + " is a new " + kind.profile().displayName());
        return ExitCode.PASSED;
    }

    private KeyFiles.Kind kind() throws UsageException, IOException {
        if (ProfileReader.BUNDLED.contains(profile)) {
            return KeyFiles.Kind.bundled(profile);
        }
        Path definition = Path.of(profile);
        if (!Files.isRegularFile(definition)) {
            throw new UsageException("--profile: there is no profile and no file '" + profile + "', only "
                    + String.join(", ", ProfileReader.BUNDLED));
        }
        String name = String.valueOf(definition.getFileName()).replaceFirst("[.]properties$", "");
        try {
            return KeyFiles.Kind.defined(name, Files.readString(definition));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--profile: " + e.getMessage());
        }
    }
}
