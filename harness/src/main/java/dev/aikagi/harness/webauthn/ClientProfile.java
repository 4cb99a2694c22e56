package dev.aikagi.harness.webauthn;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.harness.device.KeyTraits;
import java.util.List;

/**
 * How a client presents the key it uses.
 *
 * @param attachment {@code platform} or {@code cross-platform}, WebAuthn L3 §5.4.5
 * @param transports what {@code getTransports()} says, WebAuthn L3 §5.2.1
 */
public record ClientProfile(String attachment, List<String> transports) {
    public ClientProfile {
        transports = List.copyOf(transports);
    }

    /** As the key says of itself. */
    public static ClientProfile of(KeyTraits key) {
        return new ClientProfile(key.platform() ? "platform" : "cross-platform", key.transports());
    }

    /** A key that is built in, or one on a key ring. */
    public static ClientProfile of(AuthenticatorProfile key) {
        return new ClientProfile(key.platform() ? "platform" : "cross-platform", key.transports());
    }
}
