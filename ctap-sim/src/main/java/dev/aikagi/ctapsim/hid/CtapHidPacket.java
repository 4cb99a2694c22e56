package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;

/**
 * One report. CTAP 2.1 §11.2.4; numbers are big-endian.
 *
 * <pre>
 *                  0           4           5           7                        64
 *   initialization | channel 4 | 80|cmd  1 | length  2 | data, zeros after it 57 |
 *
 *                  0           4           5                                    64
 *   continuation   | channel 4 | 00..7f  1 | data, zeros after it            59 |
 * </pre>
 */
public sealed interface CtapHidPacket {
    /** 0 is reserved. */
    int channel();

    /** All data bytes of the packet, those after the end of the message too. */
    Bytes data();

    /**
     * The first packet of a message.
     *
     * @param command without the highest bit
     * @param length of the whole message, 0 to 65,535 bytes
     * @param data 57 bytes
     */
    record Initialization(int channel, int command, int length, Bytes data) implements CtapHidPacket {
        public static final int ROOM = 57;
    }

    /**
     * A further packet of a message.
     *
     * @param sequence 0 to 127, in order
     * @param data 59 bytes
     */
    record Continuation(int channel, int sequence, Bytes data) implements CtapHidPacket {
        public static final int ROOM = 59;
    }

    /**
     * Takes a report apart; every report of the right size is one of the two.
     *
     * @throws IllegalArgumentException unless it has exactly 64 bytes
     */
    static CtapHidPacket parse(byte[] report) {
        if (report.length != HidDevice.REPORT_SIZE) {
            throw new IllegalArgumentException("a report has 64 bytes, not " + report.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(report);
        int channel = buffer.getInt();
        byte marker = buffer.get();
        if (marker >= 0) {
            return new Continuation(channel, marker, rest(buffer));
        }
        int length = Short.toUnsignedInt(buffer.getShort());
        return new Initialization(channel, marker & 0x7f, length, rest(buffer));
    }

    private static Bytes rest(ByteBuffer buffer) {
        byte[] data = new byte[buffer.remaining()];
        buffer.get(data);
        return Bytes.of(data);
    }
}
