package dev.aikagi.authenticator.apdu;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A card of several applets: SELECT by (partial) identifier, command chaining, response chaining. ISO/IEC 7816-4 §5.3,
 * §11.1.1.
 */
public final class AppletCard implements SmartCard {
    private static final int SELECT = 0xa4;
    private static final int GET_RESPONSE = 0xc0;
    private static final int MANAGE_CHANNEL = 0x70;
    private static final int SHORTEST_AID = 5;
    private static final int MOST_DATA = 65_535;

    private final List<Applet> applets;
    private Optional<Applet> selected = Optional.empty();
    private CommandApdu previous = CommandApdu.NONE;
    private Bytes chain = Bytes.EMPTY;
    private Bytes pending = Bytes.EMPTY;

    /** The first applet whose identifier begins with what SELECT names is the one selected. */
    public AppletCard(List<Applet> applets) {
        this.applets = List.copyOf(applets);
    }

    @Override
    public byte[] transmit(byte[] commandApdu) {
        try {
            return answer(CommandApdu.parse(Bytes.of(commandApdu)));
        } catch (ApduException e) {
            chain = Bytes.EMPTY;
            pending = Bytes.EMPTY;
            return response(e.data(), e.statusWord());
        }
    }

    @Override
    public void reset() {
        selected.ifPresent(Applet::deselect);
        selected = Optional.empty();
        chain = Bytes.EMPTY;
        pending = Bytes.EMPTY;
    }

    private byte[] answer(CommandApdu command) {
        requirePlainChannel(command);
        if (!pending.isEmpty() && asksForMore(command)) {
            return next(command.expected());
        }
        pending = Bytes.EMPTY;
        if (!command.continues(previous)) {
            // A host that gave up in the middle and begins something else is not held to what it never finished.
            chain = Bytes.EMPTY;
        }
        previous = command;
        chain = Bytes.concat(chain, command.data());
        if (chain.size() > MOST_DATA) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        if (command.chained()) {
            return response(Bytes.EMPTY, StatusWord.OK);
        }
        CommandApdu whole = command.withData(chain);
        chain = Bytes.EMPTY;
        pending = dispatch(whole);
        return next(whole.expected());
    }

    private Bytes dispatch(CommandApdu command) {
        if (command.cla() == 0 && command.ins() == SELECT && command.p1() == 0x04) {
            return select(command.data());
        }
        return selected.orElseThrow(() -> new ApduException(StatusWord.INS_NOT_SUPPORTED))
                .process(command);
    }

    /** An unknown identifier leaves the selection as it was. */
    private Bytes select(Bytes name) {
        Applet applet = applets.stream()
                .filter(candidate -> names(name, candidate.aid()))
                .findFirst()
                .orElseThrow(() -> new ApduException(StatusWord.NOT_FOUND));
        selected.ifPresent(Applet::deselect);
        selected = Optional.of(applet);
        return applet.select();
    }

    private static boolean names(Bytes name, Bytes aid) {
        return name.size() >= SHORTEST_AID
                && name.size() <= aid.size()
                && aid.slice(0, name.size()).equals(name);
    }

    /** Channel 0 in the clear alone: bits 1 and 2 or 7 name another channel, 3 and 4 secure messaging. §5.4.1. */
    private static void requirePlainChannel(CommandApdu command) {
        if (command.cla() == 0xff) {
            throw new ApduException(StatusWord.CLA_NOT_SUPPORTED);
        }
        if ((command.cla() & 0x43) != 0 || command.ins() == MANAGE_CHANNEL) {
            throw new ApduException(StatusWord.CHANNEL_NOT_SUPPORTED);
        }
        if ((command.cla() & 0x0c) != 0) {
            throw new ApduException(StatusWord.SECURE_MESSAGING_NOT_SUPPORTED);
        }
    }

    private boolean asksForMore(CommandApdu command) {
        int remaining = selected.map(Applet::sendRemaining).orElse(GET_RESPONSE);
        return command.ins() == GET_RESPONSE || command.ins() == remaining;
    }

    private byte[] next(int expected) {
        int size = Math.min(expected, pending.size());
        Bytes part = pending.slice(0, size);
        pending = pending.slice(size, pending.size());
        return response(part, pending.isEmpty() ? StatusWord.OK : StatusWord.bytesLeft(pending.size()));
    }

    private static byte[] response(Bytes data, StatusWord status) {
        Bytes trailer = Bytes.of((byte) (status.value() >>> 8), (byte) status.value());
        return Bytes.concat(data, trailer).toArray();
    }
}
