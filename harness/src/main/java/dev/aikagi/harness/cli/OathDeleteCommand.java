package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi oath delete}. */
@Command(
        name = "delete",
        description = "Delete an account; its secret is nowhere else.",
        mixinStandardHelpOptions = true)
final class OathDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Mixin
    private Force force = new Force();

    @Parameters(paramLabel = "NAME", description = "As 'aikagi oath list' shows it.")
    private String name = "";

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        force.require("delete " + name);
        card.unlocked(store -> {
            store.delete(name);
            return name;
        });
        spec.commandLine().getOut().println("deleted: " + name);
        return ExitCode.PASSED;
    }
}
