package dev.aikagi.authenticator.cbor;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;

/** A data item of the kinds that CTAP uses: RFC 8949 §3.1 without tags, floats and undefined. */
public sealed interface CborValue {
    /** Major types 0 and 1. */
    record Int(long value) implements CborValue {}

    /** Major type 2. */
    record Octets(Bytes value) implements CborValue {}

    /** Major type 3. */
    record Text(String value) implements CborValue {}

    /** Major type 4. */
    record Array(List<CborValue> items) implements CborValue {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Major type 5. */
    record Map(java.util.Map<CborValue, CborValue> entries) implements CborValue {
        public static final Map EMPTY = new Map(java.util.Map.of());

        public Map {
            entries = java.util.Map.copyOf(entries);
        }

        public boolean isEmpty() {
            return entries.isEmpty();
        }
    }

    /** Major type 7, simple values 20 and 21. */
    record Bool(boolean value) implements CborValue {}

    /** Major type 7, simple value 22. */
    record Null() implements CborValue {}

    static CborValue of(long value) {
        return new Int(value);
    }

    static CborValue of(Bytes value) {
        return new Octets(value);
    }

    static CborValue of(String value) {
        return new Text(value);
    }

    static CborValue of(boolean value) {
        return new Bool(value);
    }

    static CborValue of(List<CborValue> items) {
        return new Array(items);
    }
}
