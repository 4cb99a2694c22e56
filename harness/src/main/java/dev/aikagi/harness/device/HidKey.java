package dev.aikagi.harness.device;

import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.trace.LoggingHidDevice;
import dev.aikagi.ctapsim.uhid.CharacterDevice;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** A key on a HID bus of this machine, real or emulated. */
public final class HidKey implements SecurityKey {
    private final HidNode node;
    private final HidDevice device;

    private HidKey(HidNode node, HidDevice device) {
        this.node = node;
        this.device = device;
    }

    /**
     * The key of a HID bus of this machine.
     *
     * @param which its node, serial number or a part of its name; empty for the only one
     * @param frames where everything that passes is written down
     * @throws IOException that says what is missing, unclear or forbidden
     */
    public static HidKey open(String which, FrameLog frames) throws IOException {
        HidNode node = HidNodes.system().choose(which);
        try {
            return new HidKey(node, new LoggingHidDevice(HidrawDevice.open(CharacterDevice.open(node.path())), frames));
        } catch (FileNotFoundException e) {
            throw new IOException(node.describe() + " was unplugged just now", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "no permission to use " + node.describe() + ": as root, write the line\n"
                            + "  KERNEL==\"hidraw*\", SUBSYSTEM==\"hidraw\", ATTRS{idVendor}==\"%04x\", TAG+=\"uaccess\"\n"
                                    .formatted(node.vendor())
                            + "to /etc/udev/rules.d/70-aikagi-hidraw.rules, then run\n"
                            + "  udevadm control --reload && udevadm trigger --subsystem-match=hidraw\n"
                            + "and you may use it while you are logged in at this machine",
                    e);
        }
    }

    /** The product's. */
    @Override
    public String name() {
        return node.name();
    }

    @Override
    public KeyTraits traits() throws IOException {
        return KeyTraits.ask(this, "usb");
    }

    @Override
    public FidoConnection openFido() {
        return new VirtualFidoConnection(device);
    }

    /**
     * Always fails.
     *
     * @throws IOException since a HID is no card
     */
    @Override
    public SmartCardConnection openSmartCard() throws IOException {
        throw new IOException(name() + " is used as a HID and has no smart card: use it as --key pcsc");
    }

    @Override
    public void close() {
        device.close();
    }
}
