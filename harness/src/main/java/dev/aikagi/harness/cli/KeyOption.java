package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.device.KeyContext;
import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.device.SecurityKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --key}, for every command that uses a key. */
final class KeyOption {
    /** Holds the PIN of a key that asks for one: on a command line everybody could read it. */
    static final String PIN_VARIABLE = "AIKAGI_KEY_PIN";

    /** Of an emulated key whose name says none. */
    private static final String PROFILE = "security-key";

    @Option(
            names = "--key",
            paramLabel = KeyName.SYNTAX,
            description =
                    "The key: emulated, or in a card reader. Unless told otherwise an emulated one; for oath the card"
                            + " in the only reader.",
            converter = Converter.class)
    private @Nullable KeyName name;

    /** The key that was named, or else an emulated one. */
    KeyName name() {
        return name == null ? KeyName.simulated() : name;
    }

    /**
     * Opens the key, an emulated one with a user who agrees to everything; the caller closes it.
     *
     * @throws IOException that says what is missing or unclear
     */
    SecurityKey open() throws IOException {
        return open(KeyName.simulated());
    }

    /** As the other; {@code fallback} if none was named. */
    SecurityKey open(KeyName fallback) throws IOException {
        VirtualUser user = new VirtualUser();
        user.enroll(true);
        InstantSource clock = InstantSource.system();
        return (name == null ? fallback : name)
                .open(new KeyContext(PROFILE, clock, new SecureRandom(), user, new FrameLog(clock)));
    }

    /** Fails now rather than once for every scenario; says who does the key's arithmetic. */
    String requirePluggedIn() throws IOException {
        try (SecurityKey plugged = open()) {
            return plugged.arithmetic();
        }
    }

    /** So that a name which there is not is told as every other mistake in a command. */
    static final class Converter implements ITypeConverter<KeyName> {
        @Override
        public KeyName convert(String text) {
            try {
                return KeyName.parse(text).with(PassphraseOption.fromEnvironment());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
