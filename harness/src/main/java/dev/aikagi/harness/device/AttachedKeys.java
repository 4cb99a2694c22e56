package dev.aikagi.harness.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is attached to this machine, in the words of {@link KeyName}. */
public final class AttachedKeys {
    private AttachedKeys() {}

    /** A line for each FIDO device on a HID bus and each card reader, or why there are none. */
    public static List<String> lines() {
        List<String> lines = new ArrayList<>(hid(HidNodes.system()));
        try {
            lines.addAll(pcsc(PcscReaders.system()));
        } catch (IOException e) {
            lines.add(PcscKeyName.KIND + ": " + e.getMessage());
        }
        return lines;
    }

    static List<String> hid(HidNodes nodes) {
        try {
            List<String> lines = nodes.all().stream()
                    .map(node -> HidKeyName.KIND + ":" + node.describe())
                    .toList();
            return lines.isEmpty() ? List.of(HidKeyName.KIND + ": no FIDO device" + HidNodes.unsupported()) : lines;
        } catch (IOException e) {
            return List.of(HidKeyName.KIND + ": the devices cannot be listed: " + e.getMessage());
        }
    }

    static List<String> pcsc(PcscReaders readers) throws IOException {
        List<String> lines = readers.describe().stream()
                .map(reader -> PcscKeyName.KIND + ":" + reader)
                .toList();
        return lines.isEmpty() ? List.of(PcscKeyName.KIND + ": no card reader") : lines;
    }
}
