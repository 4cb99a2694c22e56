package dev.aikagi.harness.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code --key} says: which key is meant. Here is the list of all kinds of keys. */
public sealed interface KeyName permits SimulatedKeyName, KeyFileName, PcscKeyName, HidKeyName {
    /** For usage texts. */
    String SYNTAX = "sim[:PROFILE|:FILE]|pcsc[:READER]|hid[:NODE]";

    /** An emulated key, of the kind that whoever uses it says. */
    static KeyName simulated() {
        return new SimulatedKeyName(Optional.empty());
    }

    /** An emulated key that is kept in a file. */
    static KeyName inFile(Path file) {
        return new KeyFileName(file, KeyFiles.LOCKED);
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
            case SimulatedKeyName.KIND -> simulated(which);
            case PcscKeyName.KIND -> new PcscKeyName(which.orElse(""));
            case HidKeyName.KIND -> new HidKeyName(which.orElse(""));
            default -> throw new IllegalArgumentException("there is no key '" + text + "', only " + SYNTAX);
        };
    }

    private static KeyName simulated(Optional<String> which) {
        return which.filter(KeyFileName::looksLikeAFile)
                .map(file -> inFile(Path.of(file)))
                .orElseGet(() -> SimulatedKeyName.of(which));
    }

    /** Says where a key in a file is opened with its passphrase; other keys need none. */
    default KeyName with(KeyFiles files) {
        return this;
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
