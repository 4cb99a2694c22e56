package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.harness.device.KeyFiles;
import dev.aikagi.harness.device.NewKey;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            description = "The kind of key: one that 'aikagi list' shows, or a file of properties (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "security-key")
    private String profile = "security-key";

    @Option(
            names = "--pkcs11",
            paramLabel = "CONFIG",
            description =
                    "Private keys are made in a token and never leave it. The file is a configuration of the JDK's"
                            + " SunPKCS11: library = PATH, and token = LABEL or slot = NUMBER.")
    private @Nullable Path pkcs11;

    @Override
    public Integer call() throws UsageException, IOException {
        SecureRandom fresh = new SecureRandom();
        KeyFiles.Kind kind = kind();
        NewKey key =
                new NewKey(kind, file.passphrase().fresh("passphrase of the new key"), InstantSource.system(), fresh);
        String made = file.path() + " is a new " + kind.profile().displayName();
        if (pkcs11 == null) {
            key.in(file.path()).close();
        } else {
            VaultReference reference = Pkcs11Vault.reference(configuration(pkcs11), fresh);
            try (Pkcs11Vault token =
                    Pkcs11Vault.open(reference, file.passphrase().tokenPin(), fresh)) {
                key.in(file.path(), token).close();
            }
            made += ", its private keys in " + Pkcs11Vault.token(reference);
        }
        spec.commandLine().getOut().println(made);
        return ExitCode.PASSED;
    }

    private static String configuration(Path file) throws UsageException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("--pkcs11: " + file + " cannot be read: " + e.getMessage());
        }
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
