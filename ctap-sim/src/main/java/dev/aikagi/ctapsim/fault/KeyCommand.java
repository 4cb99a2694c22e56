package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.message.Ctap2Command;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key can be asked, over any of its protocols, as {@code --fault …@COMMAND} names it. */
public enum KeyCommand {
    MAKE_CREDENTIAL(Ctap2Command.MAKE_CREDENTIAL),
    GET_ASSERTION(Ctap2Command.GET_ASSERTION),
    GET_NEXT_ASSERTION(Ctap2Command.GET_NEXT_ASSERTION),
    GET_INFO(Ctap2Command.GET_INFO),
    CLIENT_PIN(Ctap2Command.CLIENT_PIN),
    RESET(Ctap2Command.RESET),
    BIO_ENROLLMENT(Ctap2Command.BIO_ENROLLMENT),
    CREDENTIAL_MANAGEMENT(Ctap2Command.CREDENTIAL_MANAGEMENT),
    SELECTION(Ctap2Command.SELECTION),
    LARGE_BLOBS(Ctap2Command.LARGE_BLOBS),
    CONFIG(Ctap2Command.CONFIG),
    BIO_ENROLLMENT_PREVIEW(Ctap2Command.BIO_ENROLLMENT_PREVIEW),
    CREDENTIAL_MANAGEMENT_PREVIEW(Ctap2Command.CREDENTIAL_MANAGEMENT_PREVIEW),
    U2F_REGISTER(Protocol.U2F, 0x01),
    U2F_AUTHENTICATE(Protocol.U2F, 0x02),
    U2F_VERSION(Protocol.U2F, 0x03),
    OATH_PUT(Protocol.OATH, 0x01),
    OATH_DELETE(Protocol.OATH, 0x02),
    OATH_SET_CODE(Protocol.OATH, 0x03),
    OATH_RESET(Protocol.OATH, 0x04),
    OATH_RENAME(Protocol.OATH, 0x05),
    OATH_LIST(Protocol.OATH, 0xa1),
    OATH_CALCULATE(Protocol.OATH, 0xa2),
    OATH_VALIDATE(Protocol.OATH, 0xa3),
    OATH_CALCULATE_ALL(Protocol.OATH, 0xa4);

    static final Set<KeyCommand> CTAP2 = of(Protocol.CTAP2);
    static final Set<KeyCommand> U2F = of(Protocol.U2F);
    static final Set<KeyCommand> OATH = of(Protocol.OATH);

    private final Protocol protocol;
    private final int code;

    private enum Protocol {
        CTAP2,
        U2F,
        OATH
    }

    KeyCommand(Ctap2Command command) {
        this(Protocol.CTAP2, command.code() & 0xff);
    }

    KeyCommand(Protocol protocol, int code) {
        this.protocol = protocol;
        this.code = code;
    }

    /** As it is written. */
    String text() {
        String words = Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /**
     * Reads a name: {@code makeCredential}, {@code make-credential} and {@code MAKE_CREDENTIAL} are the same.
     *
     * @throws IllegalArgumentException that says which there are
     */
    static KeyCommand parse(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(command -> plain(command.name()).equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no command '" + name + "', only " + list(Set.of(values()))));
    }

    static String list(Set<KeyCommand> commands) {
        return commands.stream().sorted().map(KeyCommand::text).collect(Collectors.joining(", "));
    }

    /** The command of a CTAP2 request, if it is a known one. */
    static Optional<KeyCommand> ofRequest(byte[] request) {
        return request.length == 0 ? Optional.empty() : find(CTAP2, request[0] & 0xff);
    }

    /** The command of a U2F message, if it is a known one. */
    static Optional<KeyCommand> ofMessage(byte[] apdu) {
        return apdu.length < 2 ? Optional.empty() : find(U2F, apdu[1] & 0xff);
    }

    /** The command of an OATH instruction, if it is a known one. */
    static Optional<KeyCommand> ofInstruction(int ins) {
        return find(OATH, ins);
    }

    private static Optional<KeyCommand> find(Set<KeyCommand> commands, int code) {
        return commands.stream().filter(command -> command.code == code).findFirst();
    }

    private static Set<KeyCommand> of(Protocol protocol) {
        Set<KeyCommand> commands = EnumSet.noneOf(KeyCommand.class);
        for (KeyCommand command : values()) {
            if (command.protocol == protocol) {
                commands.add(command);
            }
        }
        return Collections.unmodifiableSet(commands);
    }

    private static String plain(String name) {
        return name.replaceAll("[_-]", "").toUpperCase(Locale.ROOT);
    }
}
