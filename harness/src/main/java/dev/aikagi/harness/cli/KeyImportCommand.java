package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.harness.device.KeyFiles;
import dev.aikagi.harness.transfer.CredentialJson;
import dev.aikagi.harness.transfer.EncryptedJson;
import dev.aikagi.harness.transfer.TransferException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi key import}. */
@Command(
        name = "import",
        description = "Put exported credentials into a key, all of them or none.",
        mixinStandardHelpOptions = true)
final class KeyImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Mixin
    private TransferPassphrase passphrase = new TransferPassphrase();

    @Parameters(
            index = "1",
            paramLabel = "FROM",
            description = "A file that 'aikagi key export' wrote, or another by its schema.")
    private Path from = Path.of("");

    @Override
    public Integer call() throws UsageException, IOException, TransferException {
        List<PublicKeyCredentialSource> credentials = CredentialJson.read(json());
        try (KeyFile key = file.open()) {
            if (key.identity().vault().isPresent()) {
                throw new UsageException("nothing was imported: the private keys of " + file.path()
                        + " are made in its token, and none comes into it from elsewhere");
            }
            requireRoom(KeyFiles.profile(key.identity()), key.memory().credentials(), credentials);
            key.memory().state().together(() -> {
                // The last is the newest.
                for (int i = credentials.size() - 1; i >= 0; i--) {
                    key.memory().credentials().put(credentials.get(i));
                }
            });
        }
        spec.commandLine().getOut().println(file.path() + " holds " + credentials.size() + " more credentials");
        return ExitCode.PASSED;
    }

    private String json() throws UsageException, IOException, TransferException {
        try {
            String text = Files.readString(from);
            return EncryptedJson.isEncrypted(text) ? EncryptedJson.decrypt(text, passphrase.read()) : text;
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + from);
        } catch (CharacterCodingException e) {
            throw new UsageException(from + " is no text");
        }
    }

    private void requireRoom(
            AuthenticatorProfile profile, CredentialStore store, List<PublicKeyCredentialSource> credentials)
            throws UsageException {
        for (PublicKeyCredentialSource credential : credentials) {
            boolean known = store.all().stream().anyMatch(kept -> kept.id().equals(credential.id()));
            if (known || store.holdsForSameUser(credential)) {
                throw new UsageException("nothing was imported: " + file.path() + " has a credential of that user at "
                        + credential.rpId() + " already");
            }
        }
        int room = profile.capacity() - store.all().size();
        if (credentials.size() > room) {
            throw new UsageException("nothing was imported: %s has room for %d more credentials, not for %d"
                    .formatted(file.path(), room, credentials.size()));
        }
    }
}
