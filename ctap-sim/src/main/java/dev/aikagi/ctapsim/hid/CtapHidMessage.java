package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message to the host, whole.
 *
 * @param payload at most {@link #MOST} bytes
 */
record CtapHidMessage(int channel, CtapHidCommand command, Bytes payload) {
    /** What one initialization packet and 128 continuations hold. CTAP 2.1 §11.2.4. */
    static final int MOST = CtapHidPacket.Initialization.ROOM + 128 * CtapHidPacket.Continuation.ROOM;

    private static final byte PROTOCOL_VERSION = 2;
    private static final int WINK = 0x01;
    private static final int CBOR = 0x04;
    /** CTAPHID_MSG is not there. */
    private static final int NMSG = 0x08;

    /** What the device is, the end of each answer to CTAPHID_INIT. CTAP 2.1 §11.2.9.1.3. */
    static Bytes identity(DeviceVersion version, boolean ctap2, boolean u2f) {
        int capabilities = WINK | (ctap2 ? CBOR : 0) | (u2f ? 0 : NMSG);
        return Bytes.of(PROTOCOL_VERSION, (byte) version.major(), (byte) version.minor(), (byte) version.build(), (byte)
                capabilities);
    }

    /** The answer to CTAPHID_INIT: nonce, the channel given, what the device is. */
    static CtapHidMessage init(int channel, Bytes nonce, int given, Bytes identity) {
        byte[] number = new byte[Integer.BYTES];
        ByteBuffer.wrap(number).putInt(given);
        return new CtapHidMessage(channel, CtapHidCommand.INIT, Bytes.concat(nonce, Bytes.of(number), identity));
    }

    static CtapHidMessage error(int channel, CtapHidError error) {
        return new CtapHidMessage(channel, CtapHidCommand.ERROR, Bytes.of((byte) error.code()));
    }

    /** Cuts the message into reports, see {@link CtapHidPacket}. */
    List<byte[]> toReports() {
        List<byte[]> reports = new ArrayList<>();
        byte[] octets = payload.toArray();
        byte[] first = report((byte) (0x80 | command.code()));
        first[5] = (byte) (octets.length >>> 8);
        first[6] = (byte) octets.length;
        int sent = fill(first, 7, octets, 0);
        reports.add(first);
        for (int sequence = 0; sent < octets.length; sequence++) {
            byte[] next = report((byte) sequence);
            sent = fill(next, 5, octets, sent);
            reports.add(next);
        }
        return reports;
    }

    private byte[] report(byte marker) {
        byte[] report = new byte[HidDevice.REPORT_SIZE];
        ByteBuffer.wrap(report).putInt(channel).put(marker);
        return report;
    }

    /** Puts as much as fits behind the header; returns how much of the payload is then sent. */
    private static int fill(byte[] report, int header, byte[] octets, int from) {
        int size = Math.min(report.length - header, octets.length - from);
        System.arraycopy(octets, from, report, header, size);
        return from + size;
    }
}
