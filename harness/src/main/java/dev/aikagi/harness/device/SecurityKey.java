package dev.aikagi.harness.device;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.io.IOException;
import java.util.Optional;

/** A key that is plugged in: real, emulated, or in this very process. */
public interface SecurityKey extends AutoCloseable {
    /** For people: the profile of an emulated key, the product name of a real one. */
    String name();

    /**
     * Whether it is built in, and how it is reached.
     *
     * @throws IOException if the key has to be asked, and cannot be
     */
    KeyTraits traits() throws IOException;

    /** Who holds it, where that is ours to say: nobody can tell the user of a real key to refuse. */
    default Optional<VirtualUser> user() {
        return Optional.empty();
    }

    /** The hand that moves it, where that is ours to say. */
    default Optional<DeviceControl> hand() {
        return Optional.empty();
    }

    /** Whether it can be reached at all; only of an emulated key can the contrary be known without asking. */
    default boolean pluggedIn() {
        return true;
    }

    /**
     * Who generates its keys and signs, for people.
     *
     * @throws IOException if it cannot be said
     */
    default String arithmetic() throws IOException {
        return "the key itself";
    }

    /** Opens a CTAPHID channel. The caller closes it. */
    FidoConnection openFido() throws IOException;

    /**
     * Opens the key's FIDO half, over whatever it has. The caller closes it.
     *
     * @throws CommandException if the key answers, but not as CTAP2 has it
     */
    default Ctap2Session openCtap2() throws IOException, CommandException {
        return new Ctap2Session(openFido());
    }

    /** Opens the smart-card side. The caller closes it. */
    SmartCardConnection openSmartCard() throws IOException;

    /**
     * Told before a ceremony what will be asked; few keys care.
     *
     * @param operation {@code mc} for a registration, {@code ga} for a sign-in
     */
    default void announce(String operation) {}

    @Override
    void close();
}
