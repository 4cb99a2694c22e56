package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi oath rename}. */
@Command(name = "rename", description = "Give an account another name.", mixinStandardHelpOptions = true)
final class OathRenameCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Parameters(index = "0", paramLabel = "NAME", description = "As 'aikagi oath list' shows it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW-NAME", description = "ISSUER:ACCOUNT, 64 bytes of UTF-8 at most.")
    private String newName = "";

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        card.unlocked(store -> {
            store.rename(name, newName);
            return newName;
        });
        spec.commandLine().getOut().println("renamed: " + newName);
        return ExitCode.PASSED;
    }
}
