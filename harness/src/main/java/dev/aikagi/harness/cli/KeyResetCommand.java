package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.KeyAdministration;
import dev.aikagi.harness.device.SecurityKey;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aikagi key reset}. */
@Command(
        name = "reset",
        description =
                "Reset a key's FIDO half: credentials, PIN and settings are gone; one-time passwords stay, as on a real"
                        + " key ('aikagi oath reset' takes them).",
        mixinStandardHelpOptions = true)
final class KeyResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Mixin
    private Force force = new Force();

    @Override
    public Integer call() throws UsageException, IOException {
        force.require("reset " + file.path());
        try (SecurityKey key = file.plug()) {
            new KeyAdministration(key).reset();
        }
        spec.commandLine().getOut().println(file.path() + " is reset");
        return ExitCode.PASSED;
    }
}
