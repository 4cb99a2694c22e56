package dev.aikagi.harness.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The FIDO devices among the HIDs of a Linux machine, of whatever maker, as sysfs shows them. */
public final class HidNodes {
    private static final int FIDO_USAGE_PAGE = 0xf1d0;
    private static final int CTAPHID_USAGE = 1;

    private final Path sysfs;
    private final Path dev;

    /**
     * Those of other folders.
     *
     * @param sysfs as {@code /sys/class/hidraw}
     * @param dev as {@code /dev}
     */
    HidNodes(Path sysfs, Path dev) {
        this.sysfs = sysfs;
        this.dev = dev;
    }

    /** Those of this machine; none where it has no hidraw, as on other systems. */
    public static HidNodes system() {
        return new HidNodes(Path.of("/sys/class/hidraw"), Path.of("/dev"));
    }

    /** All of them, by their nodes' names. */
    public List<HidNode> all() throws IOException {
        if (!Files.isDirectory(sysfs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(sysfs)) {
            return entries.sorted().flatMap(entry -> node(entry).stream()).toList();
        }
    }

    /**
     * The one that is meant.
     *
     * @param which its node, serial number or a part of its name; empty for the only one
     * @throws IOException that says what is missing or unclear, and names those there are
     */
    HidNode choose(String which) throws IOException {
        List<HidNode> all = all();
        if (all.isEmpty()) {
            throw new IOException("no FIDO device is on a HID bus here" + unsupported()
                    + ": plug a key in, or 'aikagi device --uhid' beside this");
        }
        List<HidNode> meant = all.stream().filter(node -> means(which, node)).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String what = which.isEmpty() ? "several FIDO devices are" : "not one alone is '" + which + "'";
        throw new IOException(what + " plugged in; choose by --key hid:NODE or hid:SERIAL among: "
                + all.stream().map(HidNode::describe).collect(Collectors.joining(", ")));
    }

    private static boolean means(String which, HidNode node) {
        return which.isEmpty()
                || node.path().toString().equals(which)
                || node.serialNumber().equals(which)
                || node.name().contains(which);
    }

    static String unsupported() {
        String system = System.getProperty("os.name", "");
        return system.equals("Linux") ? "" : " (on " + system + " HIDs are not supported, on Linux they are)";
    }

    private Optional<HidNode> node(Path entry) {
        try {
            Path device = entry.resolve("device");
            if (!fido(Files.readAllBytes(device.resolve("report_descriptor")))) {
                return Optional.empty();
            }
            Map<String, String> facts = facts(Files.readAllLines(device.resolve("uevent")));
            String[] ids = facts.getOrDefault("HID_ID", "").split(":", -1);
            return Optional.of(new HidNode(
                    dev.resolve(entry.getFileName().toString()),
                    ids.length == 3 ? Integer.parseInt(ids[1], 16) : 0,
                    ids.length == 3 ? Integer.parseInt(ids[2], 16) : 0,
                    facts.getOrDefault("HID_NAME", ""),
                    facts.getOrDefault("HID_UNIQ", "")));
        } catch (IOException | NumberFormatException unplugged) {
            // It went away between the listing and now, or is none that can be understood.
            return Optional.empty();
        }
    }

    /** The lines of a uevent: {@code NAME=value}. */
    private static Map<String, String> facts(List<String> lines) {
        Map<String, String> facts = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return facts;
    }

    /**
     * Whether the first collection is a CTAPHID device's. HID 1.11 §6.2.2: an item is a prefix, whose lowest two bits say
     * how many bytes follow (3 means 4), and a little-endian number.
     */
    static boolean fido(byte[] descriptor) {
        int usagePage = 0;
        int usage = 0;
        int at = 0;
        while (at < descriptor.length) {
            int prefix = descriptor[at++] & 0xff;
            int size = (prefix & 3) == 3 ? 4 : prefix & 3;
            int value = 0;
            for (int i = 0; i < size && at < descriptor.length; i++) {
                value |= (descriptor[at++] & 0xff) << (8 * i);
            }
            switch (prefix & 0xfc) {
                case 0x04 -> usagePage = value;
                case 0x08 -> usage = value;
                case 0xa0 -> {
                    return usagePage == FIDO_USAGE_PAGE && usage == CTAPHID_USAGE;
                }
                default -> {}
            }
        }
        return false;
    }
}
