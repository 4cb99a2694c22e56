package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What libfido2's tools and ssh-keygen do with a key, whatever wire it is on: clients.sh, check by check, in order. */
final class ClientChecks {
    private static final String PIN = " 081500";
    private static final List<String> CHECKS = List.of(
            "list",
            "ecdsa",
            "eddsa",
            "rsa",
            "forged",
            "hmac-secret",
            "ssh-ecdsa-sk",
            "ssh-ed25519-sk",
            "late-reset",
            "set-pin",
            "change-pin",
            "uv" + PIN,
            "cred-protect" + PIN,
            "resident" + PIN,
            "large-blob" + PIN,
            "ssh-resident" + PIN);
    private static final int SECONDS = 120;

    /** A JVM is slow on an emulated processor. */
    private static final int JAVA_SECONDS = 550;

    private ClientChecks() {}

    /** On a key without a PIN, longer than ten seconds at its power. */
    static Stream<DynamicTest> of(Guest guest, String node) {
        return CHECKS.stream().map(check -> DynamicTest.dynamicTest(check, () -> one(guest, node, check)));
    }

    static void one(Guest guest, String node, String check) throws Exception {
        guest.run(SECONDS, "bash /share/clients.sh " + node + " " + check).ok();
    }

    /** Chapter 2 of the manual, walked in the guest with the key on its HID bus. */
    static void manual(Guest guest, String node) throws Exception {
        String run =
                "java -XX:TieredStopAtLevel=1 -Xshare:auto -jar %s run passkey-pc:windows-hello --key hid:%s --lang en";
        String said = guest.run(JAVA_SECONDS, run.formatted(DeviceProcess.jar(), node))
                .ok();

        assertTrue(said.contains("1 chapters passed"), said);
    }
}
