package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORParser;
import tools.jackson.dataformat.cbor.CBORSimpleValue;

/**
 * Reads one CBOR data item leniently and remarks where it is not in CTAP2's canonical form (CTAP §8). Jackson tells
 * what an item is; how it was written is looked up in the bytes at the offset that Jackson names.
 */
final class CborTree {
    private static final CBORMapper CBOR = CBORMapper.shared();
    private static final Comparator<Bytes> KEY_ORDER = Comparator.comparingInt(CborTree::major)
            .thenComparingInt(Bytes::size)
            .thenComparing(Bytes::compareTo);

    private final CBORParser in;
    private final byte[] bytes;
    private final Set<String> remarks = new LinkedHashSet<>();

    private CborTree(CBORParser in, byte[] bytes) {
        this.in = in;
        this.bytes = bytes;
    }

    /**
     * One item that was read.
     *
     * @param size how many bytes it took
     * @param remarks what is not canonical about it
     */
    record Read(CborItem item, int size, List<String> remarks) {}

    /**
     * Reads the item at the start of {@code input}; more may follow.
     *
     * @throws DecodeException if it is not well-formed
     */
    static Read first(Bytes input) throws DecodeException {
        byte[] bytes = input.toArray();
        if (bytes.length == 0) {
            throw new DecodeException("not CBOR: nothing is there");
        }
        try (CBORParser in = (CBORParser) CBOR.createParser(bytes)) {
            CborTree reader = new CborTree(in, bytes);
            CborItem item = reader.item(reader.next());
            return new Read(item, (int) in.currentLocation().getByteOffset(), List.copyOf(reader.remarks));
        } catch (JacksonException e) {
            throw new DecodeException("not CBOR: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads the one item that {@code input} is.
     *
     * @throws DecodeException if it is not well-formed, or something follows it
     */
    static Read whole(Bytes input) throws DecodeException {
        Read read = first(input);
        if (read.size() != input.size()) {
            throw new DecodeException("not CBOR: " + (input.size() - read.size()) + " bytes follow the item");
        }
        return read;
    }

    /**
     * Reads the one map that {@code input} is, and shows the remarks on it.
     *
     * @throws DecodeException if it is anything else
     */
    static CborItem.Mapping map(Bytes input, Tree tree) throws DecodeException {
        Read read = whole(input);
        if (read.item() instanceof CborItem.Mapping map) {
            read.remarks().forEach(tree::remark);
            return map;
        }
        throw new DecodeException("the CBOR is no map");
    }

    private JsonToken next() throws DecodeException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new DecodeException("not CBOR: it ends too early");
        }
        return token;
    }

    private CborItem item(JsonToken token) throws DecodeException {
        int at = offset();
        List<BigInteger> tags = new ArrayList<>();
        for (Head head = head(at); head.major() == 6; head = head(at)) {
            tags.add(head.argument());
            at += head.size();
        }
        CborItem item = untagged(token, head(at));
        for (int i = tags.size() - 1; i >= 0; i--) {
            boolean bignum = item instanceof CborItem.Whole && isBignum(tags.get(i));
            item = bignum ? item : new CborItem.Tagged(tags.get(i), item);
        }
        return item;
    }

    private static boolean isBignum(BigInteger tag) {
        return tag.equals(BigInteger.TWO) || tag.equals(BigInteger.valueOf(3));
    }

    private CborItem untagged(JsonToken token, Head head) throws DecodeException {
        if (head.indefinite() && head.major() != 7) {
            remarks.add("not canonical: an item of indefinite length");
        }
        return switch (token) {
            case START_OBJECT -> map();
            case START_ARRAY -> array();
            case VALUE_STRING -> new CborItem.Text(in.getString());
            case VALUE_NUMBER_INT -> new CborItem.Whole(in.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_TRUE -> new CborItem.Simple("true");
            case VALUE_FALSE -> new CborItem.Simple("false");
            case VALUE_NULL -> new CborItem.Simple(in.isUndefined() ? "undefined" : "null");
            case VALUE_EMBEDDED_OBJECT -> embedded(head);
            default -> throw new DecodeException("not CBOR: " + token);
        };
    }

    private CborItem real() {
        // A decimal fraction or a bigfloat (tags 4 and 5) arrives here too, as the number that it stands for.
        return new CborItem.Real(in.getNumberValue().doubleValue());
    }

    private CborItem embedded(Head head) {
        if (head.major() == 7) {
            return new CborItem.Simple(
                    in.isUndefined() ? "undefined" : "simple(" + simple(in.getEmbeddedObject()) + ")");
        }
        return new CborItem.Octets(Bytes.of(in.getBinaryValue()));
    }

    private static int simple(Object value) {
        return value instanceof CBORSimpleValue simple ? simple.getValue() : -1;
    }

    private CborItem array() throws DecodeException {
        List<CborItem> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(item(token));
        }
        return new CborItem.Sequence(List.copyOf(items));
    }

    private CborItem map() throws DecodeException {
        List<CborItem.Entry> entries = new ArrayList<>();
        Bytes before = Bytes.EMPTY;
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            int at = offset();
            String name = in.currentName();
            CborItem key = key(name, head(at));
            JsonToken value = next();
            Bytes written = Bytes.of(Arrays.copyOfRange(bytes, at, offset()));
            order(before, written, key);
            before = written;
            entries.add(new CborItem.Entry(key, item(value)));
        }
        return new CborItem.Mapping(List.copyOf(entries));
    }

    private void order(Bytes before, Bytes key, CborItem shown) {
        int order = before.isEmpty() ? -1 : KEY_ORDER.compare(before, key);
        if (order == 0) {
            remarks.add("not canonical: the key " + shown + " stands twice");
        } else if (order > 0) {
            remarks.add("not canonical: the key " + shown + " is out of order");
        }
    }

    /** Jackson gives every key as text: what it was is seen in the bytes. */
    private CborItem key(String name, Head head) {
        return switch (head.major()) {
            case 0 -> new CborItem.Whole(head.argument());
            case 1 -> new CborItem.Whole(head.argument().not());
            case 2 ->
                new CborItem.Octets(Bytes.of(Arrays.copyOfRange(bytes, offset() + head.size(), (int)
                        in.currentLocation().getByteOffset())));
            default -> new CborItem.Text(name);
        };
    }

    private int offset() {
        return (int) in.currentTokenLocation().getByteOffset();
    }

    /**
     * The head of an item.
     *
     * <pre>
     *   major type (3 bits)   0..23: the argument   24, 25, 26, 27: it follows in 1, 2, 4, 8 bytes   31: indefinite
     * </pre>
     */
    private record Head(int major, BigInteger argument, int size, boolean indefinite) {}

    private Head head(int at) throws DecodeException {
        if (at >= bytes.length) {
            throw new DecodeException("not CBOR: it ends too early");
        }
        int major = (bytes[at] & 0xff) >> 5;
        int info = bytes[at] & 0x1f;
        if (info < 24 || info > 27) {
            return new Head(major, BigInteger.valueOf(info), 1, info == 31);
        }
        int size = 1 << (info - 24);
        if (at + 1 + size > bytes.length) {
            throw new DecodeException("not CBOR: it ends too early");
        }
        BigInteger argument = new BigInteger(1, bytes, at + 1, size);
        boolean tooLong = size == 1 ? argument.intValue() < 24 : argument.bitLength() <= size * 4;
        if (tooLong && major != 7) {
            remarks.add("not canonical: the number or length " + argument + " is written in " + (1 + size) + " bytes");
        }
        return new Head(major, argument, 1 + size, false);
    }

    private static int major(Bytes key) {
        return (key.at(0) & 0xff) >> 5;
    }
}
