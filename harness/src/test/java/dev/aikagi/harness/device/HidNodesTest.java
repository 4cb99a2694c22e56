package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On folders that look as sysfs does. */
class HidNodesTest {
    private static final String FIDO = "06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0";
    private static final String MOUSE = "05010902a1010901a1000509190129031500250195037501810295017505810305010930";

    @TempDir
    Path sysfs;

    private HidNodes nodes;

    @BeforeEach
    void look() {
        nodes = new HidNodes(sysfs, Path.of("/dev"));
    }

    private void plug(String node, String descriptor, String id, String name, String serial) throws IOException {
        Path device = Files.createDirectories(sysfs.resolve(node).resolve("device"));
        Files.write(device.resolve("report_descriptor"), HexFormat.of().parseHex(descriptor));
        Files.writeString(device.resolve("uevent"), """
                DRIVER=hid-generic
                HID_ID=%s
                HID_NAME=%s
                HID_PHYS=usb-vhci_hcd.0-1/input0
                HID_UNIQ=%s
                MODALIAS=hid:b0003g0001v00001209p00000001
                """.formatted(id, name, serial));
    }

    @Test
    void all_areTheFidoDevices_ofWhateverMaker() throws Exception {
        plug("hidraw0", MOUSE, "0003:0000046D:0000C077", "A Mouse", "");
        plug("hidraw1", FIDO, "0003:00001209:00000001", "Aikagi Security Key", "0042");
        plug("hidraw2", FIDO, "0003:00001050:00000407", "Yubico YubiKey", "");

        assertEquals(
                List.of(
                        new HidNode(Path.of("/dev/hidraw1"), 0x1209, 1, "Aikagi Security Key", "0042"),
                        new HidNode(Path.of("/dev/hidraw2"), 0x1050, 0x0407, "Yubico YubiKey", "")),
                nodes.all());
        assertEquals(
                "/dev/hidraw1 1209:0001 Aikagi Security Key (0042)",
                nodes.all().get(0).describe());
    }

    @Test
    void all_withoutHidraw_areNone() throws Exception {
        assertEquals(List.of(), new HidNodes(sysfs.resolve("none"), Path.of("/dev")).all());
    }

    @Test
    void all_whatWentAwayMeanwhile_isNone() throws Exception {
        Files.createDirectories(sysfs.resolve("hidraw0"));
        plug("hidraw1", FIDO, "nonsense", "Key", "");

        assertEquals(1, nodes.all().size());
        assertEquals(0, nodes.all().get(0).vendor());
    }

    @Test
    void choose_theOnlyOne_needsNoName() throws Exception {
        plug("hidraw3", FIDO, "0003:00001209:00000001", "Aikagi Security Key", "0042");

        assertEquals(Path.of("/dev/hidraw3"), nodes.choose("").path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/hidraw2", "77", "Yubi"})
    void choose_byNodeSerialOrName(String which) throws Exception {
        plug("hidraw1", FIDO, "0003:00001209:00000001", "Aikagi Security Key", "0042");
        plug("hidraw2", FIDO, "0003:00001050:00000407", "Yubico YubiKey", "77");

        assertEquals(Path.of("/dev/hidraw2"), nodes.choose(which).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/dev/hidraw9", "e"})
    void choose_noneOrSeveral_namesThoseThereAre(String which) throws Exception {
        plug("hidraw1", FIDO, "0003:00001209:00000001", "Aikagi Security Key", "0042");
        plug("hidraw2", FIDO, "0003:00001050:00000407", "Yubico YubiKey", "77");

        IOException e = assertThrows(IOException.class, () -> nodes.choose(which));

        assertTrue(e.getMessage().contains("/dev/hidraw1 1209:0001 Aikagi Security Key (0042)"), e.getMessage());
        assertTrue(e.getMessage().contains("/dev/hidraw2 1050:0407 Yubico YubiKey (77)"), e.getMessage());
    }

    @Test
    void choose_amongNone_saysSo() {
        IOException e = assertThrows(IOException.class, () -> nodes.choose(""));

        assertTrue(e.getMessage().startsWith("no FIDO device"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "06", "06d0f1", "06d0f10902a101", "06d1f10901a101", "0901a101", "fe", MOUSE})
    void descriptor_ofAnythingElse_isNotFido(String descriptor) {
        assertFalse(HidNodes.fido(HexFormat.of().parseHex(descriptor)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"06d0f10901a101", "07d0f100000901a101", "06d0f10a0100a101", FIDO})
    void descriptor_ofAKey_isFido(String descriptor) {
        assertTrue(HidNodes.fido(HexFormat.of().parseHex(descriptor)));
    }
}
