package dev.aikagi.ctapsim.usbip;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * What a client sends once it has imported a device.
 *
 * <pre>
 *   0          4         8        12           16          20
 *   | command  | seqnum  | device | direction  | endpoint  |
 *   submit (1):  | flags 4 | length 4 | start frame 4 | packets 4 | interval 4 | setup 8 |   data if OUT
 *   unlink (2):  | seqnum to unlink 4 | zeros 24                                          |
 * </pre>
 */
sealed interface UsbIpRequest {
    int seqnum();

    /**
     * A transfer.
     *
     * @param length of the host's buffer
     * @param setup 8 bytes, meant on endpoint 0 alone
     * @param data for the device, empty for a transfer to the host
     */
    record Submit(int seqnum, boolean toHost, int endpoint, int length, Bytes setup, Bytes data)
            implements UsbIpRequest {}

    /** Takes a transfer back. */
    record Unlink(int seqnum, int unlinked) implements UsbIpRequest {}

    /**
     * Reads one.
     *
     * @throws IOException at the end of the stream, and for what no USB/IP client sends to a device without isochronous
     *     endpoints
     */
    static UsbIpRequest read(DataInputStream in) throws IOException {
        int command = in.readInt();
        int seqnum = in.readInt();
        in.readInt(); // the device: the only one of this connection
        boolean toHost = in.readInt() != 0;
        int endpoint = in.readInt();
        return switch (command) {
            case 1 -> submit(in, seqnum, toHost, endpoint);
            case 2 -> {
                int unlinked = in.readInt();
                in.readFully(new byte[24]);
                yield new Unlink(seqnum, unlinked);
            }
            default -> throw new IOException("USB/IP has no command %08x".formatted(command));
        };
    }

    private static Submit submit(DataInputStream in, int seqnum, boolean toHost, int endpoint) throws IOException {
        in.readInt(); // flags
        int length = in.readInt();
        in.readInt(); // start frame
        int packets = in.readInt();
        in.readInt(); // interval
        byte[] setup = new byte[8];
        in.readFully(setup);
        // Control transfers have 65,535 bytes at most; "no packets" is 0 or, in newer kernels, -1.
        if (length < 0 || length > 0xffff || packets > 0) {
            throw new IOException("a USB/IP transfer of " + length + " bytes in " + packets + " isochronous packets");
        }
        byte[] data = new byte[toHost ? 0 : length];
        in.readFully(data);
        return new Submit(seqnum, toHost, endpoint, length, Bytes.of(setup), Bytes.of(data));
    }
}
