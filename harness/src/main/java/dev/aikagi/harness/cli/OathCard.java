package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.device.SecurityKey;
import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The card of an {@code oath} command: which key, and its password. */
final class OathCard {
    /** Holds the password of a card's one-time passwords. */
    static final String PASSWORD_VARIABLE = "AIKAGI_OATH_PASSWORD";

    @Mixin
    private KeyOption key = new KeyOption();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The card's password is the first line there; otherwise it is what " + PASSWORD_VARIABLE
                    + " holds, or is asked for.")
    private @Nullable Path passwordFile;

    /** Opens the card, unlocks it if it is locked, and uses it. */
    <T> T unlocked(Use<T> use) throws UsageException, OtpAuthException, IOException {
        return locked(store -> {
            if (store.locked()) {
                char[] password = new PasswordSource(PASSWORD_VARIABLE, Optional.ofNullable(passwordFile))
                        .read("the card is locked: its password")
                        .toCharArray();
                store.unlock(password, new SecureRandom());
            }
            return use.of(store);
        });
    }

    /** Opens the card and uses it as it is. */
    <T> T locked(Use<T> use) throws UsageException, OtpAuthException, IOException {
        try (SecurityKey opened = key.open(KeyName.parse("pcsc"));
                OathStore store = OathStore.open(opened)) {
            return use.of(store);
        }
    }

    /** Something that is done with a card. */
    @FunctionalInterface
    interface Use<T> {
        T of(OathStore store) throws UsageException, OtpAuthException, IOException;
    }
}
