package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Aside;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code aikagi device --vpcd}, the program as it is started by hand, in the second reader. */
@ExtendWith(PcscStage.class)
class DeviceOverPcscTest {
    private final Props props;

    DeviceOverPcscTest(Props props) {
        this.props = props;
    }

    @Test
    void device_started_isYkmansCardUntilItsEnd() throws Exception {
        List<String> words = new ArrayList<>(props.pcscd().beside());
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.aikagi.harness.cli.Main",
                "device",
                "--vpcd",
                "127.0.0.1:35964",
                "--trace"));
        Process device = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.UTF_8));
            String seen =
                    Aside.supply(() -> until(said, "the card is in the reader")).get(25, TimeUnit.SECONDS);
            assertTrue(seen.contains("vpcd at 127.0.0.1:35964: looking for the reader"), seen);
            Patience.until("the card", () -> atr().exit() == 0);

            String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
            ykman("oath", "accounts", "add", "taro", secret);
            assertEquals("taro\n", ykman("oath", "accounts", "list"));

            // Process.destroy() would close what it says, too.
            device.toHandle().destroy();

            String rest = Aside.supply(() -> until(said, "the card is out")).get(25, TimeUnit.SECONDS);
            assertTrue(rest.contains("OATH PUT"), rest);
            assertTrue(device.waitFor(20, TimeUnit.SECONDS));
            Patience.until("the card's end", () -> atr().exit() != 0);
        } finally {
            device.destroyForcibly();
        }
    }

    private Command atr() throws java.io.IOException, InterruptedException {
        return props.pcscd().run("opensc-tool", "--reader", Pcscd.OTHER_READER, "-c", "default", "--atr");
    }

    private String ykman(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("ykman", "--reader", Pcscd.OTHER_READER));
        all.addAll(List.of(words));
        return props.pcscd().run(all.toArray(String[]::new)).ok();
    }

    private static String until(BufferedReader said, String part) {
        StringBuilder seen = new StringBuilder();
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                seen.append(line).append('\n');
                if (line.contains(part)) {
                    return seen.toString();
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new AssertionError("it never said “" + part + "”, but: " + seen);
    }
}
