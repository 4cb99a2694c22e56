package dev.aikagi.harness.portal.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The two files that pages refer to. */
final class Assets {
    private final Map<String, Reply> files = Map.of(
            "/style.css", load("style.css", "text/css; charset=UTF-8"),
            "/passkey.js", load("passkey.js", "text/javascript; charset=UTF-8"));

    Optional<Reply> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Reply load(String name, String type) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            return Reply.of(200, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
