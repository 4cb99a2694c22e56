package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.usbip.UsbIpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of {@code aikagi device}, and where each is plugged in.
 *
 * @param transports of each key, in the keys' order
 * @param usbip which carries all of them, if any
 */
record PluggedKeys(List<VirtualDevice> keys, List<List<Transport>> transports, Optional<UsbIpServer> usbip)
        implements AutoCloseable {
    /** A hand at each key, where {@code users} hold them. */
    List<DeviceControl> hands(List<User> users) {
        List<DeviceControl> hands = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            hands.add(new DeviceControl(keys.get(key), users.get(key).virtual(), transports.get(key)));
        }
        return hands;
    }

    /** Takes all of them out. */
    @Override
    public void close() {
        transports.forEach(of -> of.forEach(Transport::close));
        usbip.ifPresent(UsbIpServer::close);
        keys.forEach(VirtualDevice::close);
    }
}
