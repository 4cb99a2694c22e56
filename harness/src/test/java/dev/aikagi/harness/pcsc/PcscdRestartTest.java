package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card outlives pcscd. With a pcscd of its own, since the JDK never finds one again that was restarted. */
class PcscdRestartTest {
    @Test
    void pcscd_restarted_findsTheCardWithItsAccounts(@TempDir Path folder) throws Exception {
        try (Pcscd pcscd = Pcscd.start(folder);
                CardProcess card = CardProcess.start(pcscd, 0)) {
            card.awaitInserted();
            awaitCard(pcscd);
            String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
            pcscd.run("ykman", "--reader", Pcscd.READER, "oath", "accounts", "add", "taro", secret)
                    .ok();

            pcscd.restart();

            awaitCard(pcscd);
            assertEquals(
                    "taro\n",
                    pcscd.run("ykman", "--reader", Pcscd.READER, "oath", "accounts", "list")
                            .ok());
            String atr = pcscd.run("opensc-tool", "--reader", Pcscd.READER, "-c", "default", "--atr")
                    .ok();
            assertTrue(atr.contains("3b:8d:01:80:73:c0:21:c0:57:59:75:62:69:4b:65:79:79"), atr);
        }
    }

    private static void awaitCard(Pcscd pcscd) throws Exception {
        Patience.until(
                "the card in the reader",
                () -> pcscd.run("opensc-tool", "--reader", Pcscd.READER, "-c", "default", "--atr")
                                .exit()
                        == 0);
    }
}
