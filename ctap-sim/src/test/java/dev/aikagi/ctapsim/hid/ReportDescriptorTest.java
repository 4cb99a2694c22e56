package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the descriptor as a host does: item by item, HID 1.11 §6.2.2.2. */
class ReportDescriptorTest {
    private static final Map<Integer, String> ITEMS = Map.of(
            0x04,
            "usage page",
            0x08,
            "usage",
            0xa0,
            "collection",
            0x14,
            "minimum",
            0x24,
            "maximum",
            0x74,
            "size",
            0x94,
            "count",
            0x80,
            "input",
            0x90,
            "output",
            0xc0,
            "end");

    @Test
    void fido_describesOneReportEachWayOf64Bytes() {
        assertEquals(34, ReportDescriptor.FIDO.size());
        assertEquals(
                List.of(
                        "usage page f1d0",
                        "usage 1",
                        "collection 1",
                        "usage 20",
                        "minimum 0",
                        "maximum ff",
                        "size 8",
                        "count 40",
                        "input 2",
                        "usage 21",
                        "minimum 0",
                        "maximum ff",
                        "size 8",
                        "count 40",
                        "output 2",
                        "end 0"),
                items(ReportDescriptor.FIDO.toArray()));
    }

    private static List<String> items(byte[] descriptor) {
        List<String> items = new ArrayList<>();
        int at = 0;
        while (at < descriptor.length) {
            int prefix = descriptor[at++] & 0xff;
            int value = 0;
            for (int i = 0; i < (prefix & 3); i++) {
                value |= (descriptor[at++] & 0xff) << (8 * i);
            }
            items.add(ITEMS.get(prefix & ~3) + " " + Integer.toHexString(value));
        }
        return items;
    }
}
