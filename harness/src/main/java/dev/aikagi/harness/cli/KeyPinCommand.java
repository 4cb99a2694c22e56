package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.KeyAdministration;
import dev.aikagi.harness.device.SecurityKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi key pin}. */
@Command(name = "pin", description = "Set a key's PIN, or change it.", mixinStandardHelpOptions = true)
final class KeyPinCommand implements Callable<Integer> {
    private static final String NEW_VARIABLE = "AIKAGI_NEW_PIN";

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "The present PIN is the first line there; otherwise it is what " + KeyOption.PIN_VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path pinFile;

    @Option(
            names = "--new-pin-file",
            paramLabel = "FILE",
            description = "Likewise the new PIN, which " + NEW_VARIABLE + " can hold.")
    private @Nullable Path newPinFile;

    @Override
    public Integer call() throws UsageException, IOException {
        try (SecurityKey key = file.plug()) {
            KeyAdministration administration = new KeyAdministration(key);
            boolean change = administration.hasPin();
            String present = change ? read(KeyOption.PIN_VARIABLE, pinFile, "present PIN") : "";
            char[] next = read(NEW_VARIABLE, newPinFile, "new PIN").toCharArray();
            if (change) {
                administration.changePin(present.toCharArray(), next);
            } else {
                administration.setPin(next);
            }
            spec.commandLine().getOut().println("the PIN of " + file.path() + (change ? " is changed" : " is set"));
        }
        return ExitCode.PASSED;
    }

    private static String read(String variable, @Nullable Path source, String what) throws UsageException {
        return new PasswordSource(variable, Optional.ofNullable(source)).read(what);
    }
}
