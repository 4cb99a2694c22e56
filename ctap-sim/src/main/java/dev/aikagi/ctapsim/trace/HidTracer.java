package dev.aikagi.ctapsim.trace;

import dev.aikagi.ctapsim.hid.CtapHidCommand;
import dev.aikagi.ctapsim.hid.CtapHidError;
import dev.aikagi.ctapsim.hid.CtapHidPacket;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Continuation;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Initialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports as they pass. What belongs to authenticatorClientPIN is withheld, request and response, every packet.
 *
 * <p>A frame masked too much is no loss, one masked too little is. So what cannot be put to a request that was seen is
 * withheld too, and a secret message counts as under way until all its bytes have passed, whatever comes between.
 */
final class HidTracer {
    private static final int CHANNELS = 64;

    private final FrameLog log;
    private final Map<Integer, Conversation> conversations = new LinkedHashMap<>(CHANNELS, 0.75f, true);

    HidTracer(FrameLog log) {
        this.log = log;
    }

    /** What one channel is about. */
    private static final class Conversation {
        private boolean secretAwaited;
        private int secretToKey;
        private int secretFromKey;
    }

    synchronized void toKey(byte[] report) {
        CtapHidPacket packet = CtapHidPacket.parse(report);
        boolean secret = packet instanceof Initialization first ? asksSecret(first) : continuesToKey(packet.channel());
        add(Frame.Direction.TO_KEY, new FrameLog.Line(summary(packet, Frame.Direction.TO_KEY), secret), report);
    }

    synchronized void fromKey(byte[] report) {
        CtapHidPacket packet = CtapHidPacket.parse(report);
        boolean secret =
                packet instanceof Initialization first ? answersSecret(first) : continuesFromKey(packet.channel());
        add(Frame.Direction.FROM_KEY, new FrameLog.Line(summary(packet, Frame.Direction.FROM_KEY), secret), report);
    }

    private void add(Frame.Direction direction, FrameLog.Line line, byte[] report) {
        log.add(direction, Frame.Wire.HID, line, report);
    }

    private boolean asksSecret(Initialization first) {
        Conversation conversation = conversations.computeIfAbsent(first.channel(), c -> new Conversation());
        if (conversations.size() > CHANNELS) {
            var oldest = conversations.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        if (!is(CtapHidCommand.CBOR, first)
                || first.length() == 0
                || first.data().at(0) != CtapNames.CLIENT_PIN) {
            return false;
        }
        conversation.secretAwaited = true;
        conversation.secretToKey = first.length() - Initialization.ROOM;
        return true;
    }

    private boolean continuesToKey(int channel) {
        @Nullable Conversation conversation = conversations.get(channel);
        if (conversation == null) {
            return true;
        }
        boolean secret = conversation.secretToKey > 0;
        conversation.secretToKey -= secret ? Continuation.ROOM : 0;
        return secret;
    }

    private boolean answersSecret(Initialization first) {
        @Nullable Conversation conversation = conversations.get(first.channel());
        if (is(CtapHidCommand.INIT, first) && conversation != null) {
            conversation.secretAwaited = false;
        }
        if (!is(CtapHidCommand.CBOR, first)) {
            return false;
        }
        if (conversation == null) {
            return true;
        }
        boolean secret = conversation.secretAwaited;
        conversation.secretAwaited = false;
        conversation.secretFromKey = secret ? first.length() - Initialization.ROOM : 0;
        return secret;
    }

    private boolean continuesFromKey(int channel) {
        @Nullable Conversation conversation = conversations.get(channel);
        if (conversation == null) {
            return true;
        }
        boolean secret = conversation.secretFromKey > 0;
        conversation.secretFromKey -= secret ? Continuation.ROOM : 0;
        return secret;
    }

    private static String summary(CtapHidPacket packet, Frame.Direction direction) {
        if (packet instanceof Continuation next) {
            return "continuation " + next.sequence();
        }
        return packet instanceof Initialization first ? summary(first, direction) : "";
    }

    private static String summary(Initialization first, Frame.Direction direction) {
        Optional<CtapHidCommand> known = CtapHidCommand.of(first.command());
        if (known.isEmpty()) {
            return sized("command %02x".formatted(first.command()), first);
        }
        CtapHidCommand command = known.get();
        byte head = first.data().at(0);
        return switch (command) {
            case INIT ->
                direction == Frame.Direction.TO_KEY
                        ? "INIT"
                        : "INIT channel " + first.data().slice(8, 12).hex();
            case KEEPALIVE -> "KEEPALIVE " + keepalive(head);
            case ERROR ->
                "ERROR " + CtapHidError.of(head & 0xff).map(Enum::name).orElseGet(() -> "%02x".formatted(head));
            case CBOR -> sized("CBOR" + content(first, direction), first);
            default -> sized(command.name(), first);
        };
    }

    private static String content(Initialization first, Frame.Direction direction) {
        if (first.length() == 0) {
            return "";
        }
        byte head = first.data().at(0);
        return " " + (direction == Frame.Direction.TO_KEY ? CtapNames.command(head) : CtapNames.status(head));
    }

    private static String keepalive(byte status) {
        return switch (status) {
            case 1 -> "PROCESSING";
            case 2 -> "UPNEEDED";
            default -> "%02x".formatted(status);
        };
    }

    private static String sized(String what, Initialization first) {
        return first.length() == 0 ? what : what + " " + first.length() + " bytes";
    }

    private static boolean is(CtapHidCommand command, Initialization first) {
        return first.command() == command.code();
    }
}
