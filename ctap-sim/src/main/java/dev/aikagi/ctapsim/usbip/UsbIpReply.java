package dev.aikagi.ctapsim.usbip;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;

/**
 * What a client is told of a transfer.
 *
 * <pre>
 *   0          4         8                        20
 *   | command  | seqnum  | zeros                  |
 *   submitted (3):  | status 4 | length 4 | start frame 4 | packets 4 | errors 4 | zeros 8 |   data if IN
 *   unlinked (4):   | status 4 | zeros 24                                                  |
 * </pre>
 */
final class UsbIpReply {
    /** -EPIPE: the endpoint stalls. */
    private static final int STALL = -32;

    /** -ECONNRESET: the transfer was taken back before its end. */
    private static final int TAKEN_BACK = -104;

    private static final int SIZE = 48;

    private UsbIpReply() {}

    /** A transfer to the host, with what it brought. */
    static byte[] brought(int seqnum, Bytes data) {
        return submitted(seqnum, 0, data.size(), data);
    }

    /** A transfer to the device, of so many bytes. */
    static byte[] taken(int seqnum, int length) {
        return submitted(seqnum, 0, length, Bytes.EMPTY);
    }

    static byte[] stalled(int seqnum) {
        return submitted(seqnum, STALL, 0, Bytes.EMPTY);
    }

    /** {@code pending}: whether the transfer had not come to its end. */
    static byte[] unlinked(int seqnum, boolean pending) {
        return ByteBuffer.allocate(SIZE)
                .putInt(4)
                .putInt(seqnum)
                .putInt(20, pending ? TAKEN_BACK : 0)
                .array();
    }

    private static byte[] submitted(int seqnum, int status, int length, Bytes data) {
        return ByteBuffer.allocate(SIZE + data.size())
                .putInt(3)
                .putInt(seqnum)
                .putInt(20, status)
                .putInt(24, length)
                .put(SIZE, data.toArray())
                .array();
    }
}
