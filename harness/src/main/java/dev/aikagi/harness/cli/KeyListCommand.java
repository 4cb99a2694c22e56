package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.keyfile.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aikagi key list}. */
@Command(name = "list", description = "List a key's discoverable credentials.", mixinStandardHelpOptions = true)
final class KeyListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (KeyFile key = file.open()) {
            List<PublicKeyCredentialSource> credentials =
                    key.memory().credentials().all();
            out.println(file.path() + " holds " + credentials.size() + " discoverable credentials");
            credentials.forEach(credential -> JsonTree.print(KeyDescription.of(credential), out));
        }
        return ExitCode.PASSED;
    }
}
