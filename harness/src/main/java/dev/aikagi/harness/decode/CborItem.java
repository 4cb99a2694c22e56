package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A data item of RFC 8949, as it was read; its string is its diagnostic notation (§8). */
sealed interface CborItem {
    /** An integer, also one of the bignum tags. */
    record Whole(BigInteger value) implements CborItem {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** A byte string. */
    record Octets(Bytes value) implements CborItem {
        @Override
        public String toString() {
            return "h'" + value.hex() + "'";
        }
    }

    /** A text string. */
    record Text(String value) implements CborItem {
        @Override
        public String toString() {
            return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /** An array. */
    record Sequence(List<CborItem> items) implements CborItem {
        @Override
        public String toString() {
            return items.stream().map(CborItem::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A map, its entries in the order in which they came, doubled keys included. */
    record Mapping(List<Entry> entries) implements CborItem {
        Optional<CborItem> get(String key) {
            return entries.stream()
                    .filter(entry ->
                            entry.key() instanceof Text text && text.value().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        Optional<CborItem> get(int key) {
            return entries.stream()
                    .filter(entry -> entry.key().isNumber(key))
                    .map(Entry::value)
                    .findFirst();
        }

        @Override
        public String toString() {
            return entries.stream()
                    .map(entry -> entry.key() + ": " + entry.value())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** One entry of a map. */
    record Entry(CborItem key, CborItem value) {}

    /** A tagged item. */
    record Tagged(BigInteger tag, CborItem item) implements CborItem {
        @Override
        public String toString() {
            return tag + "(" + item + ")";
        }
    }

    /** true, false, null, undefined or simple(n). */
    record Simple(String name) implements CborItem {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A floating-point number of any width. */
    record Real(double value) implements CborItem {
        @Override
        public String toString() {
            return Double.toString(value).replaceFirst("E([0-9])", "e+$1").replace('E', 'e');
        }
    }

    default boolean isNumber(int number) {
        return this instanceof Whole whole && whole.value().equals(BigInteger.valueOf(number));
    }

    /** The number where it is an integer of 32 bits. */
    default Optional<Integer> number() {
        return this instanceof Whole whole && whole.value().bitLength() < 32
                ? Optional.of(whole.value().intValue())
                : Optional.empty();
    }

    default Optional<Bytes> octets() {
        return this instanceof Octets octets ? Optional.of(octets.value()) : Optional.empty();
    }

    default Optional<String> text() {
        return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }
}
