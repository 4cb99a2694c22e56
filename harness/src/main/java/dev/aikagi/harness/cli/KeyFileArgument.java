package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.device.KeyContext;
import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.device.SecurityKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The key file of a {@code key} command. */
final class KeyFileArgument {
    @Parameters(index = "0", paramLabel = "FILE", description = "The key file.")
    private Path file = Path.of("");

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    Path path() {
        return file;
    }

    PassphraseOption passphrase() {
        return passphrase;
    }

    /** Opens the file; the caller closes it. */
    KeyFile open() throws IOException {
        return passphrase.files().open(file);
    }

    /** Plugs the key in, in the hand of a user who agrees to everything; the caller pulls it out. */
    SecurityKey plug() throws IOException {
        VirtualUser user = new VirtualUser();
        user.enroll(true);
        InstantSource clock = InstantSource.system();
        KeyContext context = new KeyContext("", clock, new SecureRandom(), user, new FrameLog(clock));
        return KeyName.inFile(file).with(passphrase.files()).open(context);
    }
}
