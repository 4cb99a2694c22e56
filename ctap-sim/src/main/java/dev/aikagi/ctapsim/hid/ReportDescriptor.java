package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;

/** The HID report descriptor by which hosts know a FIDO device. CTAP 2.1 §11.2.8.2; items as in HID 1.11 §6.2.2. */
public final class ReportDescriptor {
    /** 34 bytes. */
    public static final Bytes FIDO = Bytes.concat(
            Bytes.fromHex("06d0f1"), // Usage Page (FIDO Alliance, F1D0)
            Bytes.fromHex("0901"), // Usage (CTAPHID device)
            Bytes.fromHex("a101"), // Collection (Application)
            Bytes.fromHex("0920"), //   Usage (Data In)
            Bytes.fromHex("1500"), //   Logical Minimum (0)
            Bytes.fromHex("26ff00"), //   Logical Maximum (255)
            Bytes.fromHex("7508"), //   Report Size (8 bits)
            Bytes.fromHex("9540"), //   Report Count (64)
            Bytes.fromHex("8102"), //   Input (Data, Variable, Absolute)
            Bytes.fromHex("0921"), //   Usage (Data Out)
            Bytes.fromHex("1500"), //   Logical Minimum (0)
            Bytes.fromHex("26ff00"), //   Logical Maximum (255)
            Bytes.fromHex("7508"), //   Report Size (8 bits)
            Bytes.fromHex("9540"), //   Report Count (64)
            Bytes.fromHex("9102"), //   Output (Data, Variable, Absolute)
            Bytes.fromHex("c0")); // End Collection

    private ReportDescriptor() {}
}
