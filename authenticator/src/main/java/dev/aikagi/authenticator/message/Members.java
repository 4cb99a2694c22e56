package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/**
 * The members of a map in a request. What is not there is CTAP2_ERR_MISSING_PARAMETER where it is needed, what is of
 * another type CTAP2_ERR_CBOR_UNEXPECTED_TYPE; what nobody asks for is ignored, as CTAP 2.1 §6 wants.
 */
final class Members {
    private final CborValue.Map map;

    private Members(CborValue.Map map) {
        this.map = map;
    }

    /** The parameter map that follows the command byte. */
    static Members parameters(Bytes encoded) {
        if (encoded.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_MISSING_PARAMETER);
        }
        return of(CborReader.read(encoded));
    }

    static Members of(CborValue value) {
        return new Members(typed(value, CborValue.Map.class));
    }

    Bytes octets(CborValue key) {
        return required(optionalOctets(key));
    }

    Optional<Bytes> optionalOctets(CborValue key) {
        return get(key, CborValue.Octets.class).map(CborValue.Octets::value);
    }

    /** An item of an array. */
    static String textOf(CborValue item) {
        return typed(item, CborValue.Text.class).value();
    }

    String text(CborValue key) {
        return required(optionalText(key));
    }

    Optional<String> optionalText(CborValue key) {
        return get(key, CborValue.Text.class).map(CborValue.Text::value);
    }

    long integer(CborValue key) {
        return required(get(key, CborValue.Int.class)).value();
    }

    Optional<Long> optionalInteger(CborValue key) {
        return get(key, CborValue.Int.class).map(CborValue.Int::value);
    }

    CborValue value(CborValue key) {
        return required(Optional.ofNullable(map.entries().get(key)));
    }

    Optional<CborValue.Map> optionalMap(CborValue key) {
        return get(key, CborValue.Map.class);
    }

    /** An empty one where it is not there. */
    CborValue.Map map(CborValue key) {
        return optionalMap(key).orElse(CborValue.Map.EMPTY);
    }

    Optional<Boolean> optionalFlag(CborValue key) {
        return get(key, CborValue.Bool.class).map(CborValue.Bool::value);
    }

    List<CborValue> items(CborValue key) {
        return required(optionalItems(key));
    }

    Optional<List<CborValue>> optionalItems(CborValue key) {
        return get(key, CborValue.Array.class).map(CborValue.Array::items);
    }

    /** An array of texts, empty where it is not there. */
    List<String> texts(CborValue key) {
        return optionalItems(key).orElse(List.of()).stream()
                .map(Members::textOf)
                .toList();
    }

    Members members(CborValue key) {
        return required(optionalMembers(key));
    }

    Optional<Members> optionalMembers(CborValue key) {
        return get(key, CborValue.Map.class).map(Members::new);
    }

    private <T extends CborValue> Optional<T> get(CborValue key, Class<T> type) {
        return Optional.ofNullable(map.entries().get(key)).map(value -> typed(value, type));
    }

    static <T> T required(Optional<T> value) {
        return value.orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_MISSING_PARAMETER));
    }

    private static <T extends CborValue> T typed(CborValue value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_CBOR_UNEXPECTED_TYPE);
        }
        return type.cast(value);
    }
}
