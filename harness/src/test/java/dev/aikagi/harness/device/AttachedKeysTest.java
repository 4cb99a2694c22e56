package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.smartcardio.VirtualCardProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedKeysTest {
    @TempDir
    Path folder;

    @Test
    void hid_none_saysSo() {
        List<String> lines = AttachedKeys.hid(new HidNodes(folder.resolve("none"), folder));

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("hid: no FIDO device"), lines.get(0));
    }

    @Test
    void pcsc_readers_areNamedAsTheKeyOptionTakesThem() throws Exception {
        try (VirtualDevice device =
                VirtualDevice.builder(ProfileReader.bundled("touch-id")).build()) {
            var provider = new VirtualCardProvider(Map.of("Reader 1", device.card()));
            var terminals = TerminalFactory.getInstance(VirtualCardProvider.TYPE, null, provider)
                    .terminals();

            assertEquals(List.of("pcsc:Reader 1 (a card)"), AttachedKeys.pcsc(new PcscReaders(terminals)));
        }
    }

    @Test
    void lines_alwaysSayOneThingOfEachKind() {
        List<String> lines = AttachedKeys.lines();

        assertTrue(lines.stream().anyMatch(line -> line.startsWith("hid:")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("pcsc:")), lines.toString());
    }
}
