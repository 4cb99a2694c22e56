package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.Ctap2Command;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One way in which a key misbehaves, written {@code NAME[=ARGUMENT][@COMMAND]}, such as {@code status=27@getAssertion}.
 *
 * @param argument of the form that the kind asks for; empty where it asks for none
 * @param command the CTAP2 command that it is about; all if empty
 */
public record Fault(Kind kind, String argument, Optional<Ctap2Command> command) {
    private static final Pattern FORM = Pattern.compile("([a-z-]+)(?:=([^@]*))?(?:@([A-Za-z-]+))?");
    private static final String NUMBER = "[0-9]{1,6}";

    /** What can be wrong. */
    public enum Kind {
        /** Instead of the command: an answer that is this status byte, two hexadecimal digits. */
        STATUS("[0-9a-fA-F]{2}"),
        /** Instead of the command: an answer of these bytes, the status first, in hexadecimal digits. */
        RAW("(?:[0-9a-fA-F]{2})+"),
        /** The answer ends after so many bytes. */
        CUT(NUMBER),
        /** The command begins so many milliseconds late; the host is kept alive meanwhile. */
        LATE(NUMBER),
        /** One bit of the signature in the answer is another. */
        BAD_SIGNATURE(""),
        /** The key signs that nobody touched it. */
        CLEAR_UP(""),
        /** The key signs that nobody was verified. */
        CLEAR_UV(""),
        /** The key signs the opposite of whether the credential can be backed up. */
        FLIP_BE(""),
        /** The key signs the opposite of whether the credential is backed up. */
        FLIP_BS(""),
        /** The key signs for another relying party. */
        OTHER_RP(""),
        /** The key names another model. */
        OTHER_AAGUID(""),
        /** The counter never moves. */
        COUNTER_STANDS(""),
        /** Over HID the report of that number in each answer, from 1, is not sent. */
        DROP_REPORT(NUMBER),
        /** Over HID the report of that number in each answer is sent twice. */
        DOUBLE_REPORT(NUMBER),
        /** Over HID one bit in the report of that number in each answer is another. */
        GARBLE_REPORT(NUMBER);

        private final Pattern argument;

        Kind(String argument) {
            this.argument = Pattern.compile(argument);
        }

        /** As it is written. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean ofReports() {
            return this == DROP_REPORT || this == DOUBLE_REPORT || this == GARBLE_REPORT;
        }
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException that says what can be written
     */
    public static Fault parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form NAME[=ARGUMENT][@COMMAND]");
        }
        Kind kind = kind(parts.group(1));
        String argument = Optional.ofNullable(parts.group(2)).orElse("");
        if (!kind.argument.matcher(argument).matches()) {
            throw new IllegalArgumentException("'" + text + "': " + kind.text()
                    + (kind.argument.pattern().isEmpty()
                            ? " takes no argument"
                            : " takes an argument of the form " + kind.argument.pattern()));
        }
        Optional<Ctap2Command> command = Optional.ofNullable(parts.group(3)).map(Fault::command);
        if (kind.ofReports() && command.isPresent()) {
            throw new IllegalArgumentException("'" + text + "': reports are those of every command");
        }
        return new Fault(kind, argument, command);
    }

    boolean concerns(Ctap2Command asked) {
        return command.isEmpty() || command.get() == asked;
    }

    int number() {
        return Integer.parseInt(argument);
    }

    Bytes octets() {
        return Bytes.fromHex(argument);
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "', only "
                        + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "))));
    }

    private static Ctap2Command command(String name) {
        String plain = plain(name);
        return Arrays.stream(Ctap2Command.values())
                .filter(command -> plain(command.name()).equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no command '" + name + "': write it as makeCredential or make-credential"));
    }

    private static String plain(String name) {
        return name.replaceAll("[_-]", "").toUpperCase(Locale.ROOT);
    }
}
