package dev.aikagi.harness.device;

import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;

/** An emulated key in the same process, over its CTAPHID reports and its APDUs. Closing it pulls it out. */
public final class SimulatedKey implements SecurityKey {
    private final VirtualDevice device;

    public SimulatedKey(VirtualDevice device) {
        this.device = device;
    }

    @Override
    public String name() {
        return device.profile().displayName();
    }

    public VirtualDevice device() {
        return device;
    }

    @Override
    public FidoConnection openFido() {
        return new VirtualFidoConnection(device.hid());
    }

    @Override
    public SmartCardConnection openSmartCard() {
        return new VirtualSmartCardConnection(device.card());
    }

    @Override
    public void close() {
        device.close();
    }
}
