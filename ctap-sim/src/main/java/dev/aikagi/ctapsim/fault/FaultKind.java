package dev.aikagi.ctapsim.fault;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be wrong with a key. */
public enum FaultKind {
    /** Instead of the command: an answer that is this status byte, two hexadecimal digits. */
    STATUS("[0-9a-fA-F]{2}", Commands.CTAP2),
    /** Instead of the command: no data and this status word, four hexadecimal digits. */
    STATUS_WORD("[0-9a-fA-F]{4}", Commands.APDUS),
    /** Instead of the command: these bytes, in hexadecimal digits; CTAP2's status first, or a status word last. */
    RAW("(?:[0-9a-fA-F]{2}){1,7609}", Commands.ALL),
    /** The answer ends after so many bytes; the status word of U2F and OATH comes all the same. */
    CUT(Patterns.NUMBER, Commands.ALL),
    /** The command begins so many milliseconds late; a CTAP2 or U2F host is kept alive meanwhile. */
    LATE(Patterns.NUMBER, Commands.ALL),
    /** A command that its host cancels ends with this status byte, two hexadecimal digits. */
    CANCEL_STATUS("[0-9a-fA-F]{2}", Commands.CTAP2),
    /** The first so many times the command is refused for want of a touch, 6985. */
    NOT_YET(Patterns.NUMBER, Commands.U2F),
    /** An assertion without a touch (option up is false) is refused, CTAP2_ERR_UNSUPPORTED_OPTION. */
    NO_SILENCE("", KeyCommand.GET_ASSERTION),
    /** An allow or exclude list of more credentials is refused, CTAP2_ERR_LIMIT_EXCEEDED, whatever getInfo says. */
    LONGEST_LIST(Patterns.NUMBER, KeyCommand.MAKE_CREDENTIAL, KeyCommand.GET_ASSERTION),
    /** One bit of the signature in the answer is another. */
    BAD_SIGNATURE("", Commands.SIGNING),
    /** The answer's first name of a user is no UTF-8. */
    INVALID_UTF8(
            "",
            KeyCommand.GET_ASSERTION,
            KeyCommand.GET_NEXT_ASSERTION,
            KeyCommand.CREDENTIAL_MANAGEMENT,
            KeyCommand.CREDENTIAL_MANAGEMENT_PREVIEW),
    /** The answer does not say whose assertion it is. */
    NO_CREDENTIAL("", KeyCommand.GET_ASSERTION, KeyCommand.GET_NEXT_ASSERTION),
    /** The answer says that an enterprise attests, whether it was asked to or not. */
    ENTERPRISE("", KeyCommand.MAKE_CREDENTIAL),
    /** A member that means nothing makes the answer so many bytes long, where it was shorter by 3 at least. */
    PAD(Patterns.NUMBER, Commands.CTAP2),
    /** The key signs that nobody touched it. */
    CLEAR_UP("", Commands.SIGNED_DATA),
    /** The key signs that nobody was verified. */
    CLEAR_UV("", Commands.SIGNED_DATA),
    /** The key signs the opposite of whether the credential can be backed up. */
    FLIP_BE("", Commands.SIGNED_DATA),
    /** The key signs the opposite of whether the credential is backed up. */
    FLIP_BS("", Commands.SIGNED_DATA),
    /** The key signs for another relying party. */
    OTHER_RP("", Commands.SIGNED_DATA),
    /** The key names another model. */
    OTHER_AAGUID("", KeyCommand.MAKE_CREDENTIAL),
    /** The key names the model of these 32 hexadecimal digits. */
    AAGUID("[0-9a-fA-F]{32}", KeyCommand.MAKE_CREDENTIAL),
    /** The counter never moves. */
    COUNTER_STANDS("", Commands.SIGNED_DATA),
    /** The counter goes back by one each time. */
    COUNTER_BACK("", Commands.SIGNED_DATA),
    /** The key signs {@code true} for an extension of that name, whether it was asked for or not. */
    EXTRA_EXTENSION("[A-Za-z0-9-]{1,32}", Commands.SIGNED_DATA),
    /** The key signs no output of any extension. */
    NO_EXTENSION("", Commands.SIGNED_DATA),
    /** The key signs another output of every extension: the other truth value, the next number, another bit. */
    WRONG_EXTENSION("", Commands.SIGNED_DATA),
    /** One bit of each code is another. */
    WRONG_CODE("", KeyCommand.OATH_CALCULATE, KeyCommand.OATH_CALCULATE_ALL),
    /** An account has the code again that it had first, whatever the time or the counter is. */
    CODE_STANDS("", KeyCommand.OATH_CALCULATE),
    /** Over HID the report of that number in each answer, from 1, is not sent. */
    DROP_REPORT(Patterns.NUMBER),
    /** Over HID the report of that number in each answer is sent twice. */
    DOUBLE_REPORT(Patterns.NUMBER),
    /** Over HID one bit in the report of that number in each answer is another. */
    GARBLE_REPORT(Patterns.NUMBER),
    /** Over HID the report of that number in each answer, and all after it, come so many milliseconds late. */
    LATE_REPORT("[0-9]{1,6}:[0-9]{1,6}");

    private static final class Patterns {
        static final String NUMBER = "[0-9]{1,6}";
    }

    private enum Commands {
        ALL,
        CTAP2,
        U2F,
        APDUS,
        SIGNING,
        SIGNED_DATA;

        private Set<KeyCommand> set() {
            return switch (this) {
                case ALL -> EnumSet.allOf(KeyCommand.class);
                case CTAP2 -> KeyCommand.CTAP2;
                case U2F -> KeyCommand.U2F;
                case APDUS -> both(KeyCommand.U2F, KeyCommand.OATH);
                case SIGNING -> both(SIGNED_DATA.set(), Set.of(KeyCommand.U2F_REGISTER));
                case SIGNED_DATA ->
                    EnumSet.of(
                            KeyCommand.MAKE_CREDENTIAL,
                            KeyCommand.GET_ASSERTION,
                            KeyCommand.GET_NEXT_ASSERTION,
                            KeyCommand.U2F_AUTHENTICATE);
            };
        }

        private static Set<KeyCommand> both(Set<KeyCommand> some, Set<KeyCommand> others) {
            Set<KeyCommand> all = EnumSet.copyOf(some);
            all.addAll(others);
            return all;
        }
    }

    private final Pattern argument;

    @SuppressWarnings("ImmutableEnumChecker") // It is: a view of a set that nobody else has.
    private final Set<KeyCommand> commands;

    FaultKind(String argument, Commands commands) {
        this(argument, commands.set());
    }

    FaultKind(String argument, KeyCommand... commands) {
        this(argument, commands.length == 0 ? EnumSet.noneOf(KeyCommand.class) : Set.of(commands));
    }

    FaultKind(String argument, Set<KeyCommand> commands) {
        this.argument = Pattern.compile(argument);
        this.commands = Collections.unmodifiableSet(commands);
    }

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Pattern argument() {
        return argument;
    }

    /** The commands that it can be about; none for what is wrong with reports. */
    Set<KeyCommand> commands() {
        return commands;
    }

    boolean ofReports() {
        return commands.isEmpty();
    }

    static FaultKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "', only "
                        + Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "))));
    }
}
