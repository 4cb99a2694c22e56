package dev.aikagi.harness.device;

import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** An emulated key in the same process, over its CTAPHID reports and its APDUs. Closing it pulls it out. */
public final class SimulatedKey implements SecurityKey {
    private final VirtualDevice device;
    private final Optional<VirtualUser> user;
    private final Optional<KeyFile> kept;
    private final InProcessPort port;
    private final DeviceControl hand;

    /** A key whose user cannot be told what to do. */
    public SimulatedKey(VirtualDevice device) {
        this(device, Optional.empty(), Optional.empty());
    }

    /** A key held by that user, with whom the device was built. */
    public SimulatedKey(VirtualDevice device, VirtualUser user) {
        this(device, Optional.of(user), Optional.empty());
    }

    /** As the other, of a key that is kept in a file; closing it closes the file. */
    SimulatedKey(VirtualDevice device, VirtualUser user, KeyFile kept) {
        this(device, Optional.of(user), Optional.of(kept));
    }

    private SimulatedKey(VirtualDevice device, Optional<VirtualUser> user, Optional<KeyFile> kept) {
        this.device = device;
        this.user = user;
        this.kept = kept;
        this.port = new InProcessPort(device.profile().displayName());
        this.hand = new DeviceControl(device, user, List.of(port));
    }

    @Override
    public String name() {
        return device.profile().displayName();
    }

    @Override
    public KeyTraits traits() {
        return new KeyTraits(device.profile().platform(), device.profile().transports());
    }

    @Override
    public Optional<VirtualUser> user() {
        return user;
    }

    @Override
    public Optional<DeviceControl> hand() {
        return Optional.of(hand);
    }

    @Override
    public boolean pluggedIn() {
        return port.plugged();
    }

    @Override
    public String arithmetic() throws IOException {
        Optional<VaultReference> vault = kept.flatMap(file -> file.identity().vault());
        return vault.isPresent() ? Pkcs11Vault.token(vault.get()) : CryptoProvider.inUse();
    }

    VirtualDevice device() {
        return device;
    }

    @Override
    public FidoConnection openFido() throws IOException {
        return port.connected(() -> new VirtualFidoConnection(device.hid()));
    }

    @Override
    public SmartCardConnection openSmartCard() throws IOException {
        return port.connected(() -> new VirtualSmartCardConnection(device.card()));
    }

    @Override
    public void close() {
        device.close();
        kept.ifPresent(SimulatedKey::close);
    }

    private static void close(KeyFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
