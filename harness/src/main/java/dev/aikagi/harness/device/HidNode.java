package dev.aikagi.harness.device;

import java.nio.file.Path;

/**
 * A FIDO device on a HID bus of this machine.
 *
 * @param path of its node, such as {@code /dev/hidraw0}
 * @param name the manufacturer's and the product's
 * @param serialNumber empty where it has none
 */
public record HidNode(Path path, int vendor, int product, String name, String serialNumber) {
    /** For people: node, ids, name, serial number. */
    public String describe() {
        return "%s %04x:%04x %s%s"
                .formatted(path, vendor, product, name, serialNumber.isEmpty() ? "" : " (" + serialNumber + ")");
    }
}
