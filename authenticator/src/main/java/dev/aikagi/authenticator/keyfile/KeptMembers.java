package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/** The members of a map in a key file. IllegalArgumentException for what lacks, or is of another type. */
final class KeptMembers {
    private final CborValue.Map map;

    private KeptMembers(CborValue.Map map) {
        this.map = map;
    }

    static KeptMembers of(CborValue value) {
        return new KeptMembers(typed(value, CborValue.Map.class));
    }

    Bytes octets(long key) {
        return needed(key, optionalOctets(key));
    }

    Optional<Bytes> optionalOctets(long key) {
        return get(key, CborValue.Octets.class).map(CborValue.Octets::value);
    }

    String text(long key) {
        return needed(key, optionalText(key));
    }

    Optional<String> optionalText(long key) {
        return get(key, CborValue.Text.class).map(CborValue.Text::value);
    }

    long integer(long key) {
        return needed(key, get(key, CborValue.Int.class)).value();
    }

    int small(long key) {
        return Math.toIntExact(integer(key));
    }

    /** False where it is not there. */
    boolean flag(long key) {
        return get(key, CborValue.Bool.class).map(CborValue.Bool::value).orElse(false);
    }

    /** None where it is not there. */
    List<CborValue> items(long key) {
        return get(key, CborValue.Array.class).map(CborValue.Array::items).orElse(List.of());
    }

    Optional<KeptMembers> members(long key) {
        return get(key, CborValue.Map.class).map(KeptMembers::new);
    }

    KeptMembers neededMembers(long key) {
        return needed(key, members(key));
    }

    static <T extends CborValue> T typed(CborValue value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "%s where %s is expected".formatted(value.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(value);
    }

    private <T extends CborValue> Optional<T> get(long key, Class<T> type) {
        return Optional.ofNullable(map.entries().get(CborValue.of(key))).map(value -> typed(value, type));
    }

    private static <T> T needed(long key, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("member " + key + " is missing"));
    }
}
