package dev.aikagi.authenticator.cbor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gathers the members of a map; their order is the writer's business. */
public final class CborMapBuilder {
    private final Map<CborValue, CborValue> entries = new HashMap<>();

    public CborMapBuilder put(long key, CborValue value) {
        entries.put(CborValue.of(key), value);
        return this;
    }

    public CborMapBuilder put(String key, CborValue value) {
        entries.put(CborValue.of(key), value);
        return this;
    }

    /** Leaves the member out where there is no value. */
    public CborMapBuilder put(long key, Optional<? extends CborValue> value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    public CborValue.Map build() {
        return new CborValue.Map(entries);
    }
}
