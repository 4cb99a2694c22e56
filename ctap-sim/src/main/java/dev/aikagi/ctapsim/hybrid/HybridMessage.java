package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * What goes through an established tunnel: a type, contents, and zeros to a multiple of 32 bytes so that its size says
 * little; the last byte counts the zeros before it.
 */
record HybridMessage(Type type, Bytes contents) {
    private static final int GRAIN = 32;

    enum Type {
        SHUTDOWN(0),
        CTAP(1),
        UPDATE(2),
        JSON(3);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    Bytes encode() {
        return pad(Bytes.concat(Bytes.of((byte) type.number), contents));
    }

    static HybridMessage decode(Bytes padded) throws HybridException {
        Bytes message = strip(padded);
        for (Type type : Type.values()) {
            if (!message.isEmpty() && message.at(0) == type.number) {
                return new HybridMessage(type, message.slice(1, message.size()));
            }
        }
        throw new HybridException("a message of an unknown type came through the tunnel");
    }

    static Bytes pad(Bytes message) {
        int zeros = GRAIN - 1 - message.size() % GRAIN;
        byte[] tail = new byte[zeros + 1];
        tail[zeros] = (byte) zeros;
        return Bytes.concat(message, Bytes.of(tail));
    }

    static Bytes strip(Bytes padded) throws HybridException {
        int zeros = padded.isEmpty() ? 0 : padded.at(padded.size() - 1) & 0xff;
        int size = padded.size() - 1 - zeros;
        if (size < 0) {
            throw new HybridException("a message came with more padding than it has bytes");
        }
        return padded.slice(0, size);
    }
}
