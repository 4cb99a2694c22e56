package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.harness.transfer.CredentialJson;
import dev.aikagi.harness.transfer.EncryptedJson;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi key export}. */
@Command(
        name = "export",
        description =
                "Write a key's discoverable credentials, private keys and all, into a file of JSON: encrypted (JWE,"
                        + " PBES2-HS512+A256KW, A256GCM) unless told otherwise.",
        mixinStandardHelpOptions = true)
final class KeyExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Mixin
    private TransferPassphrase passphrase = new TransferPassphrase();

    @Parameters(index = "1", paramLabel = "TO", description = "The file to write; it must not be there yet.")
    private Path to = Path.of("");

    @Option(names = "--plain", description = "Not encrypted: whoever reads the file can sign in as the user.")
    private boolean plain;

    @Override
    public Integer call() throws UsageException, IOException {
        List<PublicKeyCredentialSource> credentials;
        try (KeyFile key = file.open()) {
            if (key.identity().vault().isPresent()) {
                throw new UsageException("nothing was exported: the private keys of " + file.path()
                        + " are in a token, which does not give them away");
            }
            credentials = key.memory().credentials().all();
        }
        String json = CredentialJson.write(credentials);
        String text = plain ? json : EncryptedJson.encrypt(json, passphrase.fresh(), new SecureRandom()) + "\n";
        try {
            OwnersFile.create(to, text);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(to + " is there already, and is not overwritten");
        }
        spec.commandLine().getErr().println(warning(credentials.size()));
        return ExitCode.PASSED;
    }

    private String warning(int count) {
        return to + " holds the private keys of " + count + " credentials, "
                + (plain ? "IN THE CLEAR: whoever reads it can sign in as their users" : "under its own passphrase");
    }
}
