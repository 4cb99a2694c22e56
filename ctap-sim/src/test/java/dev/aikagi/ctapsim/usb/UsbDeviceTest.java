package dev.aikagi.ctapsim.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.hid.RawHost;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** USB 2.0 §9 and HID 1.11 §7, request by request. */
class UsbDeviceTest {
    private static final String HID_DESCRIPTOR = "092111010001222200";
    private static final String CONFIGURATION =
            "0902290001010080320904000002030000000921110100012222000705810340000407050103400004";

    private final CtapHidDevice hid = new CtapHidDevice((request, transaction) -> request, new DeviceVersion(1, 0, 0));
    private final UsbDevice device = new UsbDevice(hid, new UsbIdentity(0x1209, 0xabcd, "Aikagi", "Schlüssel", "0042"));

    @AfterEach
    void close() {
        hid.close();
    }

    @ParameterizedTest
    @CsvSource({
        // GET_DESCRIPTOR: device, whole and its first eight bytes; configuration, whole and its head
        "8006000100001200, 12010002000000400912cdab000101020301",
        "8006000100004000, 12010002000000400912cdab000101020301",
        "8006000100000800, 1201000200000040",
        "800600020000ff00, " + CONFIGURATION,
        "8006000200000900, 090229000101008032",
        // strings: languages, manufacturer, product, serial number
        "800600030000ff00, 04030904",
        "800601030904ff00, 0e03410069006b00610067006900",
        "800602030904ff00, 1403530063006800" + "6c00fc00730073006500" + "6c00",
        "800603030904ff00, 0a033000300034003200",
        // of the interface: HID, report
        "810600210000ff00, " + HID_DESCRIPTOR,
        "810600220000ff00, 06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0",
        // status: of device, interface, endpoint; configuration and interface
        "8000000000000200, 0000",
        "8100000000000200, 0000",
        "8200000081000200, 0000",
        "8008000000000100, 00",
        "810a000000000100, 00",
    })
    void request_toTheHost_isAnswered(String setup, String answer) {
        assertEquals(Optional.of(Bytes.fromHex(answer)), control(setup));
    }

    @ParameterizedTest
    @CsvSource({
        "0009010000000000", // SET_CONFIGURATION 1
        "0009000000000000", // SET_CONFIGURATION 0
        "010b000000000000", // SET_INTERFACE 0, alternate 0
        "0201000081000000", // CLEAR_FEATURE, halt of endpoint 81
        "210a000000000000", // SET_IDLE
    })
    void request_toTheDevice_isTaken(String setup) {
        assertEquals(Optional.of(Bytes.EMPTY), control(setup));
    }

    @ParameterizedTest
    @CsvSource({
        "8006000600000a00", // device qualifier: a full-speed device has none
        "8006000f00000500", // BOS
        "800601010000ff00", // a second device
        "800601020000ff00", // a second configuration
        "800604030904ff00", // a fourth string
        "810600230000ff00", // physical descriptor
        "810600220100ff00", // of a second interface
        "0009020000000000", // SET_CONFIGURATION 2
        "010b010000000000", // alternate setting 1
        "0203000081000000", // SET_FEATURE
        "0005070000000000", // SET_ADDRESS: the port's affair
        "a101000100004000", // GET_REPORT
        "210b010000000000", // SET_PROTOCOL: no boot device
        "c0000000000004ff", // a vendor's request
    })
    void request_unknown_stalls(String setup) {
        assertEquals(Optional.empty(), control(setup));
    }

    @Test
    void configuration_isRemembered_untilTheNextHost() {
        control("0009010000000000");
        assertEquals(Optional.of(Bytes.fromHex("01")), control("8008000000000100"));

        device.attach(report -> {});

        assertEquals(Optional.of(Bytes.fromHex("00")), control("8008000000000100"));
    }

    @Test
    void report_onItsEndpoint_reachesTheKey() throws Exception {
        RawHost host = new RawHost(hid);

        assertTrue(device.out(1, initRequest()));

        host.expectInit(RawHost.BROADCAST);
        assertFalse(device.out(2, initRequest()));
        assertFalse(device.out(1, initRequest().slice(0, 63)));
        assertFalse(device.out(1, Bytes.concat(initRequest(), Bytes.of((byte) 0))));
    }

    @Test
    void report_byControlRequest_reachesTheKeyToo() throws Exception {
        RawHost host = new RawHost(hid);
        SetupPacket setOutputReport =
                SetupPacket.parse(Bytes.fromHex("2109000200004000").toArray());
        SetupPacket setFeatureReport =
                SetupPacket.parse(Bytes.fromHex("2109000300004000").toArray());

        assertEquals(Optional.of(Bytes.EMPTY), device.control(setOutputReport, initRequest()));

        host.expectInit(RawHost.BROADCAST);
        assertEquals(Optional.empty(), device.control(setFeatureReport, initRequest()));
        assertEquals(Optional.empty(), device.control(setOutputReport, Bytes.EMPTY));
    }

    @Test
    void attach_makesOldChannelsInvalid() throws Exception {
        RawHost before = new RawHost(hid);
        int channel = before.open();

        device.attach(report -> {});

        before.say(channel, RawHost.PING, 1);
        before.expectError(channel, 0x0b);
    }

    @Test
    void identity_outOfBounds_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new UsbIdentity(0x10000, 1, "a", "b", "c"));
        assertThrows(IllegalArgumentException.class, () -> new UsbIdentity(1, -1, "a", "b", "c"));
        assertThrows(IllegalArgumentException.class, () -> new UsbIdentity(1, 1, "a", "b".repeat(127), "c"));
        assertThrows(IllegalArgumentException.class, () -> SetupPacket.parse(new byte[7]));
    }

    private Optional<Bytes> control(String setup) {
        return device.control(SetupPacket.parse(Bytes.fromHex(setup).toArray()), Bytes.EMPTY);
    }

    /** As {@link RawHost} has it. */
    private static Bytes initRequest() {
        return Bytes.concat(Bytes.fromHex("ffffffff8600080102030405060708"), Bytes.of(new byte[49]));
    }
}
