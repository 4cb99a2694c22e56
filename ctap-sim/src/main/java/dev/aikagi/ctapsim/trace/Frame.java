package dev.aikagi.ctapsim.trace;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * One report or APDU.
 *
 * @param summary what it is, in the words of the specification
 * @param size of the whole report or APDU, in bytes
 * @param payload the whole report or APDU; empty where it may hold a secret
 */
public record Frame(Instant at, Direction direction, Wire wire, String summary, int size, Optional<Bytes> payload) {
    public enum Direction {
        TO_KEY,
        FROM_KEY
    }

    public enum Wire {
        HID,
        APDU
    }

    /** As one line for people: when, which way, what, and the octets unless they are withheld. */
    public String line() {
        String arrow = direction == Direction.TO_KEY ? "→" : "←";
        String octets = payload.map(Bytes::hex).orElse("‹" + size + " bytes withheld›");
        return "%s %s %s  %s".formatted(at, arrow, summary, octets);
    }

    /** Whether the payload is withheld. */
    public boolean masked() {
        return payload.isEmpty();
    }
}
