package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;

/** One message from the host while its packets come in. */
final class MessageAssembler {
    private final int channel;
    private final CtapHidCommand command;
    private final byte[] payload;
    private int received;
    private int packets;

    MessageAssembler(CtapHidCommand command, CtapHidPacket.Initialization first) {
        this.channel = first.channel();
        this.command = command;
        this.payload = new byte[first.length()];
        take(first.data());
    }

    int channel() {
        return channel;
    }

    CtapHidCommand command() {
        return command;
    }

    /** How many have been taken, the initialization packet too. */
    int packets() {
        return packets;
    }

    boolean complete() {
        return received == payload.length;
    }

    Bytes payload() {
        return Bytes.of(payload);
    }

    /** Takes the next packet; false if it is out of sequence. */
    boolean add(CtapHidPacket.Continuation next) {
        if (next.sequence() != packets - 1) {
            return false;
        }
        take(next.data());
        return true;
    }

    private void take(Bytes data) {
        int size = Math.min(data.size(), payload.length - received);
        System.arraycopy(data.toArray(), 0, payload, received, size);
        received += size;
        packets++;
    }
}
