package dev.aikagi.harness.probe;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.decode.DecodeException;
import dev.aikagi.harness.decode.Decoded;
import dev.aikagi.harness.decode.Decoder;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.decode.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A message as it was sent, beside what an honest client would have sent in its place.
 *
 * @param name e.g. {@code clientDataJSON}
 * @param kind what it is, where it can be decoded
 * @param control empty where nothing honest stands in its place
 */
public record Exhibit(String name, Optional<Kind> kind, Optional<Bytes> control, Bytes sent) {
    public static Exhibit of(String name, Kind kind, Bytes control, Bytes sent) {
        return new Exhibit(name, Optional.of(kind), Optional.of(control), sent);
    }

    /** Bytes that no decoder of ours knows. */
    public static Exhibit bytes(String name, Bytes control, Bytes sent) {
        return new Exhibit(name, Optional.empty(), Optional.of(control), sent);
    }

    /** A text that was seen or sent, without an honest twin. */
    public static Exhibit text(String name, String text) {
        return new Exhibit(name, Optional.empty(), Optional.empty(), Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A text beside the honest one. */
    public static Exhibit text(String name, String control, String sent) {
        return new Exhibit(
                name,
                Optional.empty(),
                Optional.of(Bytes.of(control.getBytes(StandardCharsets.UTF_8))),
                Bytes.of(sent.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where the two differ; all that was sent, where there is no control. */
    public ByteDiff diff() {
        return ByteDiff.of(control.orElse(Bytes.EMPTY), sent);
    }

    /** What was sent as a tree; what is wrong with it, where it cannot be read. */
    public Optional<String> decoded() {
        return kind.map(known -> decode(known, sent));
    }

    /** The honest one as a tree. */
    public Optional<String> controlDecoded() {
        return kind.flatMap(known -> control.map(bytes -> decode(known, bytes)));
    }

    private static String decode(Kind kind, Bytes bytes) {
        try {
            Decoded decoded = Decoder.decode(kind, bytes.toArray(), Secrets.SHOWN);
            return decoded.toText();
        } catch (DecodeException e) {
            return "cannot be decoded: " + e.getMessage();
        }
    }
}
