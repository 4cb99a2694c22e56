package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OtpAuthException;
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

/** {@code aikagi oath password}. */
@Command(
        name = "password",
        description = "Give the card a password, change it, or remove it.",
        mixinStandardHelpOptions = true)
final class OathPasswordCommand implements Callable<Integer> {
    private static final String NEW_VARIABLE = "AIKAGI_OATH_NEW_PASSWORD";

    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Option(
            names = "--new-password-file",
            paramLabel = "FILE",
            description = "The new password is the first line there; otherwise it is what " + NEW_VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path newPasswordFile;

    @Option(names = "--remove", description = "From now on the card asks for no password.")
    private boolean remove;

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        card.unlocked(store -> {
            if (remove) {
                store.removePassword();
            } else {
                char[] password = new PasswordSource(NEW_VARIABLE, Optional.ofNullable(newPasswordFile))
                        .read("the card's new password")
                        .toCharArray();
                store.setPassword(password, new SecureRandom());
            }
            return store;
        });
        spec.commandLine().getOut().println(remove ? "the card asks for no password" : "the card has a new password");
        return ExitCode.PASSED;
    }
}
