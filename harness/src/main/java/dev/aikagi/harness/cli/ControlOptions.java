package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.harness.control.ControlServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the keys of {@code aikagi device} can be moved by other programs. */
final class ControlOptions {
    /** Holds the token; without it one is made and printed. */
    static final String TOKEN_VARIABLE = "AIKAGI_CONTROL_TOKEN";

    private static final int TOKEN_SIZE = 16;

    @Option(
            names = "--control",
            paramLabel = "PORT",
            description =
                    "Let other programs move the keys, over HTTP on that port of the loopback address (0: a free one)."
                            + " They need the token that is printed, or that " + TOKEN_VARIABLE + " holds.")
    private @Nullable Integer port;

    /**
     * Opens the interface, where it is asked for.
     *
     * @throws IOException if the port is taken
     */
    Optional<ControlServer> open(List<DeviceControl> keys, Consumer<String> says) throws IOException {
        if (port == null) {
            return Optional.empty();
        }
        String given = Optional.ofNullable(System.getenv(TOKEN_VARIABLE)).orElse("");
        String token = given.isEmpty() ? random() : given;
        ControlServer server = ControlServer.open(port, keys, token);
        says.accept("control: " + server.address() + "/keys, token "
                + (given.isEmpty() ? token : "as " + TOKEN_VARIABLE + " has it"));
        return Optional.of(server);
    }

    private static String random() {
        byte[] octets = new byte[TOKEN_SIZE];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
