package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aikagi oath list}. */
@Command(name = "list", description = "The names of the accounts on the card.", mixinStandardHelpOptions = true)
final class OathListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        card.unlocked(OathStore::list).forEach(spec.commandLine().getOut()::println);
        return ExitCode.PASSED;
    }
}
