package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/**
 * The options map of a request: each empty where the client did not say. Options that this key does not know are
 * ignored.
 *
 * @param rk discoverable credential
 * @param up user presence
 * @param uv built-in user verification
 */
public record RequestOptions(Optional<Boolean> rk, Optional<Boolean> up, Optional<Boolean> uv) {
    private static final RequestOptions NONE = new RequestOptions(Optional.empty(), Optional.empty(), Optional.empty());

    static RequestOptions decode(Optional<Members> members) {
        return members.map(options -> new RequestOptions(
                        options.optionalFlag(CborValue.of("rk")),
                        options.optionalFlag(CborValue.of("up")),
                        options.optionalFlag(CborValue.of("uv"))))
                .orElse(NONE);
    }
}
