package dev.aikagi.ctapsim.yubikit;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.CtapHidCommand;
import dev.aikagi.ctapsim.hid.CtapHidPacket;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Initialization;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the reports meant for one host from those meant for others on the same device. Own channels are those that were
 * answered to an own nonce, and those sent to; on the broadcast channel, answers to own nonces and as many errors as
 * there were own mistakes.
 */
final class ChannelFilter {
    private static final int BROADCAST = 0xffffffff;
    private static final int NONCE_SIZE = 8;

    private final Set<Integer> channels = new HashSet<>();
    private final Set<Bytes> nonces = new HashSet<>();
    private int mistakes;

    synchronized void sent(CtapHidPacket packet) {
        if (packet.channel() != BROADCAST) {
            channels.add(packet.channel());
        } else if (packet instanceof Initialization first) {
            if (is(CtapHidCommand.INIT, first) && first.length() == NONCE_SIZE) {
                nonces.add(first.data().slice(0, NONCE_SIZE));
            } else if (!is(CtapHidCommand.CANCEL, first)) {
                mistakes++;
            }
        }
    }

    synchronized boolean admits(CtapHidPacket packet) {
        if (packet.channel() != BROADCAST) {
            return channels.contains(packet.channel());
        }
        if (!(packet instanceof Initialization first)) {
            return false;
        }
        if (is(CtapHidCommand.ERROR, first) && mistakes > 0) {
            mistakes--;
            return true;
        }
        if (is(CtapHidCommand.INIT, first) && nonces.remove(first.data().slice(0, NONCE_SIZE))) {
            channels.add(ByteBuffer.wrap(first.data().toArray()).getInt(NONCE_SIZE));
            return true;
        }
        return false;
    }

    private static boolean is(CtapHidCommand command, Initialization first) {
        return first.command() == command.code();
    }
}
