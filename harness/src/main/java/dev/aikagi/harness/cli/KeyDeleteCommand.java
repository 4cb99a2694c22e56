package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.keyfile.KeyFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi key delete}. */
@Command(
        name = "delete",
        description = "Delete one of a key's credentials; its private key is nowhere else.",
        mixinStandardHelpOptions = true)
final class KeyDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Mixin
    private Force force = new Force();

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "The credential id as 'aikagi key list' shows it, or its beginning.")
    private String id = "";

    @Override
    public Integer call() throws UsageException, IOException {
        try (KeyFile key = file.open()) {
            PublicKeyCredentialSource credential =
                    find(key.memory().credentials().all());
            Bytes found = credential.id();
            force.require("delete " + found + " at " + credential.rpId());
            key.memory().credentials().remove(found);
            spec.commandLine().getOut().println("deleted: " + found);
        }
        return ExitCode.PASSED;
    }

    private PublicKeyCredentialSource find(List<PublicKeyCredentialSource> credentials) throws UsageException {
        List<PublicKeyCredentialSource> matching = credentials.stream()
                .filter(credential -> credential.id().hex().startsWith(id.toLowerCase(Locale.ROOT)))
                .toList();
        if (matching.size() != 1) {
            throw new UsageException((matching.isEmpty() ? "no credential" : matching.size() + " credentials") + " of "
                    + file.path() + " begin with " + id);
        }
        return matching.get(0);
    }
}
