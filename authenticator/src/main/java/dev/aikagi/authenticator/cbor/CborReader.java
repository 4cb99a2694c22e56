package dev.aikagi.authenticator.cbor;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one data item in the CTAP2 canonical CBOR encoding form (CTAP 2.1 §8), and nothing else.
 *
 * <p>Refused are: arguments that are not the shortest, indefinite lengths, map keys out of order or twice, tags,
 * floating-point numbers, simple values other than false, true and null, text that is not UTF-8, more than four levels
 * of arrays and maps, lengths beyond the input, anything after the item, and integers outside −2⁶³ … 2⁶³−1, for which
 * CTAP has no use. Memory is bounded by the size of the input.
 */
public final class CborReader {
    /** CTAP 2.1 §8: at most four levels of any combination of maps and arrays. */
    private static final int MAX_DEPTH = 4;

    private final byte[] input;
    private int at;

    private CborReader(byte[] input) {
        this.input = input;
    }

    /**
     * Reads the one item that the input consists of.
     *
     * @throws CborException if it is not in canonical form
     */
    public static CborValue read(Bytes input) {
        CborReader reader = new CborReader(input.toArray());
        CborValue value = reader.item(0);
        if (reader.remaining() > 0) {
            throw new CborException(reader.at, reader.remaining() + " bytes follow the item");
        }
        return value;
    }

    private CborValue item(int depth) {
        int start = at;
        int initial = octet();
        int major = initial >>> 5;
        int additional = initial & 0x1f;
        return switch (major) {
            case 0 -> CborValue.of(argument(start, additional));
            case 1 -> CborValue.of(~argument(start, additional));
            case 2 -> CborValue.of(Bytes.of(string(start, additional)));
            case 3 -> CborValue.of(text(start, string(start, additional)));
            case 4 -> array(start, additional, depth + 1);
            case 5 -> map(start, additional, depth + 1);
            case 6 -> throw new CborException(start, "tags are not allowed");
            default -> simple(start, additional);
        };
    }

    private CborValue array(int start, int additional, int depth) {
        int count = count(start, additional, depth, 1);
        List<CborValue> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item(depth));
        }
        return CborValue.of(items);
    }

    private CborValue map(int start, int additional, int depth) {
        int count = count(start, additional, depth, 2);
        Map<CborValue, CborValue> entries = new LinkedHashMap<>();
        Bytes previous = Bytes.EMPTY;
        for (int i = 0; i < count; i++) {
            int keyStart = at;
            CborValue key = item(depth);
            Bytes encoded = Bytes.of(input).slice(keyStart, at);
            requireOrder(keyStart, previous, encoded);
            previous = encoded;
            entries.put(key, item(depth));
        }
        return new CborValue.Map(entries);
    }

    /** For keys in shortest form, bytewise order of the encodings is CTAP's order: major type, length, content. */
    private static void requireOrder(int start, Bytes previous, Bytes key) {
        int order = previous.compareTo(key);
        if (order >= 0) {
            throw new CborException(start, order == 0 ? "the same map key twice" : "map keys are not in order");
        }
    }

    private static CborValue simple(int start, int additional) {
        return switch (additional) {
            case 20 -> CborValue.of(false);
            case 21 -> CborValue.of(true);
            case 22 -> new CborValue.Null();
            case 25, 26, 27 -> throw new CborException(start, "floating-point numbers are not allowed");
            case 31 -> throw new CborException(start, "a break without an indefinite length");
            default -> throw new CborException(start, "a simple value other than false, true and null");
        };
    }

    private byte[] string(int start, int additional) {
        int length = length(start, additional, 1);
        byte[] content = new byte[length];
        System.arraycopy(input, at, content, 0, length);
        at += length;
        return content;
    }

    private static String text(int start, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CborException(start, "text is not UTF-8");
        }
    }

    private int count(int start, int additional, int depth, int minimumItemSize) {
        if (depth > MAX_DEPTH) {
            throw new CborException(start, "more than " + MAX_DEPTH + " levels of arrays and maps");
        }
        return length(start, additional, minimumItemSize);
    }

    /** A length that the rest of the input can hold, so that nothing is allocated for what is not there. */
    private int length(int start, int additional, int minimumItemSize) {
        long length = argument(start, additional);
        if (length > remaining() / minimumItemSize) {
            throw new CborException(start, "a length of " + length + " goes beyond the end");
        }
        return (int) length;
    }

    private long argument(int start, int additional) {
        if (additional < 24) {
            return additional;
        }
        if (additional > 27) {
            throw new CborException(start, additional == 31 ? "indefinite lengths are not allowed" : "reserved length");
        }
        int size = 1 << (additional - 24);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | octet();
        }
        if (value < 0) {
            throw new CborException(start, "an integer outside -2^63 ... 2^63-1");
        }
        long smallest = size == 1 ? 24 : 1L << (4 * size);
        if (value < smallest) {
            throw new CborException(start, value + " is not in its shortest form");
        }
        return value;
    }

    private int octet() {
        if (remaining() == 0) {
            throw new CborException(at, "the input ends within an item");
        }
        return input[at++] & 0xff;
    }

    private int remaining() {
        return input.length - at;
    }
}
