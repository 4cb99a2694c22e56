package dev.aikagi.ctapsim.uhid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code struct uhid_event}, packed, in the machine's own byte order; a write may end where its content does.
 *
 * <pre>
 *   0       4            132         196         260    262   264      268       272       276       280
 *   CREATE2 (11) | name  | phys      | uniq      | size | bus | vendor | product | version | country | descriptor 4096
 *   0       4       6
 *   INPUT2 (12)  | size | report
 *   0       4            4100   4102
 *   OUTPUT (6)   | data  | size | type
 *   0       4    8
 *   GET_REPORT (9), SET_REPORT (13): id | …     answered by 10: id | error 2 | size 2     and by 14: id | error 2
 * </pre>
 */
final class UhidEvent {
    static final int SIZE = 4380;

    static final int DESTROY = 1;
    static final int START = 2;
    static final int STOP = 3;
    static final int OPEN = 4;
    static final int CLOSE = 5;
    static final int OUTPUT = 6;
    static final int GET_REPORT = 9;
    static final int GET_REPORT_REPLY = 10;
    static final int CREATE2 = 11;
    static final int INPUT2 = 12;
    static final int SET_REPORT = 13;
    static final int SET_REPORT_REPLY = 14;

    private static final int OUTPUT_SIZE_AT = 4100;
    private static final short BUS_USB = 3;
    private static final int VERSION = 0x0100;
    private static final short EIO = 5;

    private UhidEvent() {}

    /** The bus is USB, or hosts do not take the device for a key. */
    static byte[] create(UhidIdentity identity) {
        byte[] descriptor = ReportDescriptor.FIDO.toArray();
        return event(CREATE2, 280 + descriptor.length)
                .put(4, text(identity.name(), 128))
                .put(132, text("aikagi/" + identity.serialNumber(), 64))
                .put(196, text(identity.serialNumber(), 64))
                .putShort(260, (short) descriptor.length)
                .putShort(262, BUS_USB)
                .putInt(264, identity.vendor())
                .putInt(268, identity.product())
                .putInt(272, VERSION)
                .put(280, descriptor)
                .array();
    }

    static byte[] destroy() {
        return event(DESTROY, 4).array();
    }

    static byte[] input(byte[] report) {
        return event(INPUT2, 6 + report.length)
                .putShort(4, (short) report.length)
                .put(6, report)
                .array();
    }

    /** Refuses what a FIDO device has none of: reports by GET_REPORT and SET_REPORT. Empty for other events. */
    static Optional<byte[]> refusal(ByteBuffer event) {
        return switch (event.getInt(0)) {
            case GET_REPORT ->
                Optional.of(event(GET_REPORT_REPLY, 12)
                        .putInt(4, event.getInt(4))
                        .putShort(8, EIO)
                        .array());
            case SET_REPORT ->
                Optional.of(event(SET_REPORT_REPLY, 10)
                        .putInt(4, event.getInt(4))
                        .putShort(8, EIO)
                        .array());
            default -> Optional.empty();
        };
    }

    /** The report in an OUTPUT, without its number, which is 0; empty if there is none of the right size. */
    static Optional<Bytes> output(ByteBuffer event) {
        int size = Short.toUnsignedInt(event.getShort(OUTPUT_SIZE_AT));
        if (size != HidDevice.REPORT_SIZE + 1 || event.get(4) != 0) {
            return Optional.empty();
        }
        byte[] report = new byte[HidDevice.REPORT_SIZE];
        event.get(5, report);
        return Optional.of(Bytes.of(report));
    }

    static ByteBuffer parse(byte[] event) {
        return ByteBuffer.wrap(event).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer event(int type, int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putInt(0, type);
    }

    /** Cut where it does not fit with the zero after it. */
    private static byte[] text(String text, int room) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(octets, Math.min(octets.length, room - 1));
    }
}
