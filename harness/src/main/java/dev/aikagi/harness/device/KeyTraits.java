package dev.aikagi.harness.device;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import java.io.IOException;
import java.util.List;

/**
 * What a client tells a relying party of a key beside what the key signs.
 *
 * @param platform whether it is built in
 * @param transports in the words of WebAuthn L3 §5.8.4
 */
public record KeyTraits(boolean platform, List<String> transports) {
    public KeyTraits {
        transports = List.copyOf(transports);
    }

    /** As the key itself says in authenticatorGetInfo; {@code wire} if it does not say how it is reached. */
    static KeyTraits ask(SecurityKey key, String wire) throws IOException {
        try (Ctap2Session session = key.openCtap2()) {
            Ctap2Session.InfoData info = session.getInfo();
            List<String> transports = info.getTransports();
            return new KeyTraits(
                    Boolean.TRUE.equals(info.getOptions().get("plat")),
                    transports.isEmpty() ? List.of(wire) : transports);
        } catch (CommandException e) {
            throw new IOException(key.name() + " does not speak CTAP2: " + e.getMessage(), e);
        }
    }
}
