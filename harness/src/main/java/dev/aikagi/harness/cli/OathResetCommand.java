package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aikagi oath reset}. */
@Command(
        name = "reset",
        description = "Delete every account and the password of the card; the password is not asked for.",
        mixinStandardHelpOptions = true)
final class OathResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Mixin
    private Force force = new Force();

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        force.require("delete every account on the card");
        card.locked(store -> {
            store.reset();
            return store;
        });
        spec.commandLine().getOut().println("the card has no account and no password");
        return ExitCode.PASSED;
    }
}
