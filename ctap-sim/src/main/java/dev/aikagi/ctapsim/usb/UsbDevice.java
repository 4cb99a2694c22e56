package dev.aikagi.ctapsim.usb;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.util.Optional;

/** A full-speed device with one HID interface: control requests, reports out on endpoint 1, reports in on 81. */
public final class UsbDevice {
    /** Of both interrupt endpoints. */
    public static final int ENDPOINT = 1;

    private static final Optional<Bytes> STALL = Optional.empty();
    private static final Optional<Bytes> DONE = Optional.of(Bytes.EMPTY);

    /** Type and request in one number, as the tables of §9.4 and HID §7 have them. */
    private static final int GET_STATUS_OF_DEVICE = 0x8000;

    private static final int GET_STATUS_OF_INTERFACE = 0x8100;
    private static final int GET_STATUS_OF_ENDPOINT = 0x8200;
    private static final int CLEAR_FEATURE_OF_ENDPOINT = 0x0201;
    private static final int GET_DESCRIPTOR = 0x8006;
    private static final int GET_DESCRIPTOR_OF_INTERFACE = 0x8106;
    private static final int GET_CONFIGURATION = 0x8008;
    private static final int SET_CONFIGURATION = 0x0009;
    private static final int GET_INTERFACE = 0x810a;
    private static final int SET_INTERFACE = 0x010b;
    private static final int SET_REPORT = 0x2109;
    private static final int SET_IDLE = 0x210a;

    private static final int ENDPOINT_HALT = 0;
    private static final int OUTPUT_REPORT = 0x0200;

    private final HidDevice hid;
    private final UsbIdentity identity;
    private final UsbDescriptors descriptors;
    private volatile byte configuration;

    public UsbDevice(HidDevice hid, UsbIdentity identity) {
        this.hid = hid;
        this.identity = identity;
        this.descriptors = new UsbDescriptors(identity);
    }

    public UsbIdentity identity() {
        return identity;
    }

    /** The host's end of endpoint 81 from now on; the device gets its power from there. */
    public void attach(ReportSink sink) {
        configuration = 0;
        hid.powerUp();
        hid.listen(sink);
    }

    /** Ends what {@link #attach} began. */
    public void detach(ReportSink sink) {
        hid.unlisten(sink);
    }

    /**
     * Carries a control request out.
     *
     * @param data of a request to the device
     * @return what the host is sent, never more than it wants; nothing for a stall
     */
    public Optional<Bytes> control(SetupPacket setup, Bytes data) {
        return answer(setup, data)
                .map(answer -> answer.size() <= setup.length() ? answer : answer.slice(0, setup.length()));
    }

    /** Takes a packet on an OUT endpoint; false for a stall: only reports of 64 bytes are taken, on endpoint 1. */
    public boolean out(int endpoint, Bytes packet) {
        if (endpoint != ENDPOINT || packet.size() != HidDevice.REPORT_SIZE) {
            return false;
        }
        hid.receive(packet.toArray());
        return true;
    }

    private Optional<Bytes> answer(SetupPacket setup, Bytes data) {
        return switch (setup.type() << 8 | setup.request()) {
            case GET_DESCRIPTOR -> descriptors.standard(setup.value() >>> 8, setup.value() & 0xff);
            case GET_DESCRIPTOR_OF_INTERFACE ->
                setup.index() == 0 ? descriptors.ofInterface(setup.value() >>> 8) : STALL;
            case GET_CONFIGURATION -> Optional.of(Bytes.of(configuration));
            case SET_CONFIGURATION -> configure(setup.value());
            case GET_INTERFACE -> Optional.of(Bytes.of((byte) 0));
            case SET_INTERFACE -> setup.value() == 0 && setup.index() == 0 ? DONE : STALL;
            case GET_STATUS_OF_DEVICE, GET_STATUS_OF_INTERFACE, GET_STATUS_OF_ENDPOINT ->
                Optional.of(Bytes.of((byte) 0, (byte) 0));
            case CLEAR_FEATURE_OF_ENDPOINT -> setup.value() == ENDPOINT_HALT ? DONE : STALL;
            case SET_IDLE -> DONE;
            case SET_REPORT -> setup.value() == OUTPUT_REPORT && out(ENDPOINT, data) ? DONE : STALL;
            default -> STALL;
        };
    }

    private Optional<Bytes> configure(int value) {
        if (value > 1) {
            return STALL;
        }
        configuration = (byte) value;
        return DONE;
    }
}
