package dev.aikagi.ctapsim.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A control request, §9.3.
 *
 * <pre>
 *   0              1          2        4        6         8
 *   | type 1       | request  | value  | index  | length  |   little-endian
 *   | 80 to host, 60 kind (0 standard, 20 class), 1f recipient (0 device, 1 interface, 2 endpoint)
 * </pre>
 *
 * @param length of the data that follow, or at most wanted
 */
public record SetupPacket(int type, int request, int value, int index, int length) {
    public static final int SIZE = 8;

    /**
     * Takes a packet apart.
     *
     * @throws IllegalArgumentException unless it has exactly 8 bytes
     */
    public static SetupPacket parse(byte[] packet) {
        if (packet.length != SIZE) {
            throw new IllegalArgumentException("a setup packet has 8 bytes, not " + packet.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        return new SetupPacket(
                Byte.toUnsignedInt(buffer.get()),
                Byte.toUnsignedInt(buffer.get()),
                Short.toUnsignedInt(buffer.getShort()),
                Short.toUnsignedInt(buffer.getShort()),
                Short.toUnsignedInt(buffer.getShort()));
    }

    public boolean toHost() {
        return (type & 0x80) != 0;
    }
}
