package dev.aikagi.harness.device;

import java.io.IOException;
import java.util.Optional;

/** What {@code --key} says: which key is meant. Here is the list of all kinds of keys. */
public sealed interface KeyName permits SimulatedKeyName, PcscKeyName {
    /** For usage texts. */
    String SYNTAX = "sim[:PROFILE]|pcsc[:READER]";

    /** An emulated key, of the kind that whoever uses it says. */
    static KeyName simulated() {
        return new SimulatedKeyName(Optional.empty());
    }

    /**
     * Reads a name; whether that key is plugged in shows when it is opened.
     *
     * @throws IllegalArgumentException that says which names there are
     */
    static KeyName parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        Optional<String> which = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        return switch (kind) {
            case SimulatedKeyName.KIND -> SimulatedKeyName.of(which);
            case PcscKeyName.KIND -> new PcscKeyName(which.orElse(""));
            default -> throw new IllegalArgumentException("there is no key '" + text + "', only " + SYNTAX);
        };
    }

    /** As it is written on the command line. */
    String text();

    /**
     * Opens the key; the caller closes it.
     *
     * @throws IOException that says what is missing or unclear, and names the keys there are
     */
    SecurityKey open(KeyContext context) throws IOException;
}
