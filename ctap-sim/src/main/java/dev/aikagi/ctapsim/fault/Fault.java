package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which a key misbehaves, written {@code NAME[=ARGUMENT][@COMMAND]}, such as {@code status=27@getAssertion}.
 *
 * @param argument of the form that the kind asks for; empty where it asks for none
 * @param command the command that it is about; all that the kind can be about if empty
 */
public record Fault(FaultKind kind, String argument, Optional<KeyCommand> command) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)(?:=([^@]*))?(?:@([A-Za-z0-9-]+))?");

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
        FaultKind kind = FaultKind.parse(parts.group(1));
        String argument = Optional.ofNullable(parts.group(2)).orElse("");
        if (!kind.argument().matcher(argument).matches()) {
            throw new IllegalArgumentException("'" + text + "': " + kind.text()
                    + (kind.argument().pattern().isEmpty()
                            ? " takes no argument"
                            : " takes an argument of the form " + kind.argument()));
        }
        Optional<KeyCommand> command = Optional.ofNullable(parts.group(3)).map(KeyCommand::parse);
        if (kind.ofReports() && command.isPresent()) {
            throw new IllegalArgumentException("'" + text + "': reports are those of every command");
        }
        if (command.isPresent() && !kind.commands().contains(command.get())) {
            throw new IllegalArgumentException(
                    "'" + text + "': " + kind.text() + " is of " + KeyCommand.list(kind.commands()) + " alone");
        }
        return new Fault(kind, argument, command);
    }

    /** As it is written. */
    public String text() {
        return kind.text()
                + (argument.isEmpty() ? "" : "=" + argument)
                + command.map(name -> "@" + name.text()).orElse("");
    }

    boolean concerns(KeyCommand asked) {
        return kind.commands().contains(asked) && (command.isEmpty() || command.get() == asked);
    }

    int number() {
        return number(0);
    }

    /** One of several numbers, from 0. */
    int number(int at) {
        return Integer.parseInt(argument.split(":", -1)[at]);
    }

    Bytes octets() {
        return Bytes.fromHex(argument);
    }
}
