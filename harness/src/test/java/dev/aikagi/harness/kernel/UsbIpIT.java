package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key on the host, attached to a guest's kernel over USB/IP. */
@ExtendWith(KernelStage.class)
class UsbIpIT {
    private static final int SECONDS = 120;

    private final Guest guest;
    private DeviceProcess device;

    UsbIpIT(Guest guest) {
        this.guest = guest;
    }

    private String attach(String... options) throws Exception {
        device = DeviceProcess.start(options);
        guest.bridgeTo(device.port());
        return guest.run(SECONDS, "attach; await_keys 1").ok().strip();
    }

    @AfterEach
    void detach() throws Exception {
        if (device != null) {
            device.close();
        }
        guest.run(SECONDS, "await_keys 0").ok();
    }

    @TestFactory
    Stream<DynamicTest> clients_ofOtherPeople_useTheKey() throws Exception {
        String node = attach();
        // Nobody waits for ten seconds to pass: the key is asked what it is, again and again.
        guest.run(SECONDS, "end=$((SECONDS + 11)); while [ $SECONDS -lt $end ]; do fido2-token -I " + node + "; done")
                .ok();
        return Stream.concat(
                ClientChecks.of(guest, node), Stream.of(DynamicTest.dynamicTest("reset, once plugged in again", () -> {
                    guest.run(SECONDS, "reset_after reattach").ok();
                })));
    }

    @Test
    void attachAndDetach_tenTimes_leavesNothingBehind() throws Exception {
        attach();

        String output = guest.run(300, """
                detach; await_keys 0
                for i in $(seq 10); do
                  attach
                  node=$(await_keys 1)
                  fido2-token -I $node >/dev/null
                  detach
                  await_keys 0
                done
                usbip port
                ls /sys/class/hidraw | wc -l
                """).ok();

        assertTrue(output.strip().endsWith("\n0"), output);
    }

    @Test
    void serverKilled_takesTheDeviceAway_andTheNextOneBringsIt() throws Exception {
        attach();

        device.kill();

        guest.run(SECONDS, "await_keys 0").ok();
        String node = attach();
        guest.run(SECONDS, "fido2-token -I " + node).ok();
    }

    @Test
    void attachedKey_isRefusedToASecondClient_andGoesOn() throws Exception {
        String node = attach();

        Guest.Result second = guest.run(SECONDS, "attach");

        assertNotEquals(0, second.exit());
        assertTrue(second.output().contains("busy"), second.output());
        guest.run(SECONDS, "fido2-token -I " + node).ok();
    }

    @Test
    void clientKilledWhileItsUserIsAwaited_leavesNoStuckChannel() throws Exception {
        String node = attach();
        device.tell("touch/hold");

        guest.run(SECONDS, """
                { head -c 32 /dev/urandom | base64; echo example.com; echo hanako; echo aGFuYWtv; } >/run/ask
                fido2-cred -M -i /run/ask %s es256 >/dev/null 2>&1 &
                client=$!
                sleep 3
                kill -9 $client
                """.formatted(node)).ok();

        assertTrue(device.tell("touch/release").contains("\"prompts\":[{"));
        device.tell("touch/approve");
        guest.run(SECONDS, "until fido2-token -I " + node + "; do sleep 0.2; done")
                .ok();
        ClientChecks.one(guest, node, "ecdsa");
    }

    @Test
    void keyPulledOutByItsHand_comesBackWhenAttached() throws Exception {
        attach();

        device.tell("unplug");

        guest.run(SECONDS, "await_keys 0").ok();
        device.tell("replug");
        guest.run(SECONDS, "attach; await_keys 1; reset_after reattach").ok();
    }

    @Test
    void twoKeys_areTwoDevices() throws Exception {
        attach("--count", "2");

        String nodes = guest.run(SECONDS, "attach 1-2; await_keys 2").ok();

        assertEquals(
                2,
                nodes.lines()
                        .filter(line -> line.startsWith("/dev/hidraw"))
                        .distinct()
                        .count(),
                nodes);
    }

    @Test
    void u2f_ofAKeyThatHasIt_isRegisteredAndAuthenticated() throws Exception {
        ClientChecks.one(guest, attach("--profile", "yubikey-5"), "u2f");
    }

    @Test
    void manual_chapter2_isWalkedWithTheKeyOnHid() throws Exception {
        ClientChecks.manual(guest, attach("--enrolled"));
    }
}
