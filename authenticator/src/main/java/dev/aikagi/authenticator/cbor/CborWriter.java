package dev.aikagi.authenticator.cbor;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes data items in the CTAP2 canonical CBOR encoding form (CTAP 2.1 §8).
 *
 * <pre>
 *   initial byte          argument
 *   +-------+----------+  0..23 in the initial byte itself,
 *   | major | argument |  24, 25, 26, 27: in the next 1, 2, 4, 8 bytes, big-endian,
 *   | 3 bit | 5 bit    |  always the shortest of these
 *   +-------+----------+
 * </pre>
 */
public final class CborWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CborWriter() {}

    public static Bytes write(CborValue value) {
        CborWriter writer = new CborWriter();
        writer.item(value);
        return Bytes.of(writer.out.toByteArray());
    }

    private void item(CborValue value) {
        if (value instanceof CborValue.Int integer) {
            integer(integer.value());
        } else if (value instanceof CborValue.Octets octets) {
            string(2, octets.value().toArray());
        } else if (value instanceof CborValue.Text text) {
            string(3, text.value().getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof CborValue.Array array) {
            head(4, array.items().size());
            array.items().forEach(this::item);
        } else if (value instanceof CborValue.Map map) {
            map(map);
        } else if (value instanceof CborValue.Bool bool) {
            head(7, bool.value() ? 21 : 20);
        } else {
            head(7, 22);
        }
    }

    private void integer(long value) {
        if (value >= 0) {
            head(0, value);
        } else {
            head(1, ~value);
        }
    }

    private void string(int major, byte[] content) {
        head(major, content.length);
        out.writeBytes(content);
    }

    /** Keys in bytewise order of their encodings, which for canonical keys is CTAP's order: type, length, content. */
    private void map(CborValue.Map map) {
        Map<Bytes, CborValue> sorted = new TreeMap<>();
        map.entries().forEach((key, value) -> sorted.put(write(key), value));
        head(5, sorted.size());
        sorted.forEach((key, value) -> {
            out.writeBytes(key.toArray());
            item(value);
        });
    }

    private void head(int major, long argument) {
        if (argument < 24) {
            out.write(major << 5 | (int) argument);
        } else if (argument < 1L << 8) {
            head(major, 24, argument, 1);
        } else if (argument < 1L << 16) {
            head(major, 25, argument, 2);
        } else if (argument < 1L << 32) {
            head(major, 26, argument, 4);
        } else {
            head(major, 27, argument, 8);
        }
    }

    private void head(int major, int additional, long argument, int size) {
        out.write(major << 5 | additional);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
        }
    }
}
