package dev.aikagi.ctapsim.usb;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a host reads to know the device, §9.6 and HID §6.2; numbers are little-endian. */
final class UsbDescriptors {
    static final int DEVICE = 1;
    static final int CONFIGURATION = 2;
    static final int STRING = 3;
    static final int HID = 0x21;
    static final int HID_REPORT = 0x22;

    /** CTAP 2.1 §11.2.8.1 leaves the interval open; four frames of 1 ms keep a polling host idle enough. */
    private static final byte INTERVAL_MILLIS = 4;

    private static final byte HID_CLASS = 3;
    private static final byte ENGLISH_LOW = 0x09;
    private static final byte ENGLISH_HIGH = 0x04;

    private final UsbIdentity identity;

    UsbDescriptors(UsbIdentity identity) {
        this.identity = identity;
    }

    /** A standard descriptor; empty if the device has none such: a full-speed device has no qualifier. */
    Optional<Bytes> standard(int type, int index) {
        return switch (type) {
            case DEVICE -> index == 0 ? Optional.of(device()) : Optional.empty();
            case CONFIGURATION -> index == 0 ? Optional.of(configuration()) : Optional.empty();
            case STRING -> string(index);
            default -> Optional.empty();
        };
    }

    /** A descriptor of the HID interface. */
    Optional<Bytes> ofInterface(int type) {
        return switch (type) {
            case HID -> Optional.of(hid());
            case HID_REPORT -> Optional.of(ReportDescriptor.FIDO);
            default -> Optional.empty();
        };
    }

    private Bytes device() {
        return Bytes.concat(
                Bytes.fromHex("1201"), // length, DEVICE
                Bytes.fromHex("0002"), // USB 2.0
                Bytes.fromHex("000000"), // class, subclass and protocol are the interface's
                Bytes.of((byte) HidDevice.REPORT_SIZE), // largest packet of endpoint 0
                Bytes.of((byte) identity.vendor(), (byte) (identity.vendor() >>> 8)),
                Bytes.of((byte) identity.product(), (byte) (identity.product() >>> 8)),
                Bytes.fromHex("0001"), // release 1.00
                Bytes.fromHex("010203"), // the strings below
                Bytes.fromHex("01")); // one configuration
    }

    private Bytes configuration() {
        Bytes content = Bytes.concat(
                Bytes.fromHex("09040000"), // length, INTERFACE, number, alternate setting
                Bytes.fromHex("02"), // two endpoints
                Bytes.of(HID_CLASS, (byte) 0, (byte) 0, (byte) 0), // no boot device, no string
                hid(),
                endpoint(0x81),
                endpoint(0x01));
        int length = 9 + content.size();
        return Bytes.concat(
                Bytes.fromHex("0902"), // length, CONFIGURATION
                Bytes.of((byte) length, (byte) (length >>> 8)),
                Bytes.fromHex("0101"), // one interface; this is configuration 1
                Bytes.fromHex("00"), // no string
                Bytes.fromHex("80"), // powered by the bus
                Bytes.fromHex("32"), // 100 mA
                content);
    }

    /** HID §6.2.1. */
    private static Bytes hid() {
        int length = ReportDescriptor.FIDO.size();
        return Bytes.concat(
                Bytes.fromHex("0921"), // length, HID
                Bytes.fromHex("1101"), // HID 1.11
                Bytes.fromHex("0001"), // no country, one descriptor:
                Bytes.of((byte) HID_REPORT, (byte) length, (byte) (length >>> 8)));
    }

    private static Bytes endpoint(int address) {
        return Bytes.concat(
                Bytes.fromHex("0705"), // length, ENDPOINT
                Bytes.of((byte) address),
                Bytes.fromHex("03"), // interrupt
                Bytes.of((byte) HidDevice.REPORT_SIZE, (byte) 0),
                Bytes.of(INTERVAL_MILLIS));
    }

    private Optional<Bytes> string(int index) {
        return switch (index) {
            case 0 -> Optional.of(Bytes.of((byte) 4, (byte) STRING, ENGLISH_LOW, ENGLISH_HIGH));
            case 1 -> Optional.of(string(identity.manufacturer()));
            case 2 -> Optional.of(string(identity.productName()));
            case 3 -> Optional.of(string(identity.serialNumber()));
            default -> Optional.empty();
        };
    }

    private static Bytes string(String text) {
        byte[] units = text.getBytes(StandardCharsets.UTF_16LE);
        return Bytes.concat(Bytes.of((byte) (2 + units.length), (byte) STRING), Bytes.of(units));
    }
}
