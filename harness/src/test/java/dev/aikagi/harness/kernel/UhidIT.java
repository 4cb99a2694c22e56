package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key in the guest itself, on its HID bus through uhid. */
@ExtendWith(KernelStage.class)
class UhidIT {
    private static final int SECONDS = 120;

    /** A JVM starts slowly on an emulated processor. */
    private static final int JAVA_SECONDS = 550;

    private final Guest guest;

    UhidIT(Guest guest) {
        this.guest = guest;
    }

    /** The program goes on after the script, until it is told to end. */
    private String plugIn(String options) throws Exception {
        return guest.run(JAVA_SECONDS, """
                export AIKAGI_CONTROL_TOKEN=guest
                setsid java -XX:TieredStopAtLevel=1 -Xshare:auto -jar %s device --uhid %s >/run/device.log 2>&1 &
                echo $! >/run/device.pid
                await_keys 1 240 || { cat /run/device.log; exit 1; }
                """.formatted(DeviceProcess.jar(), options))
                .ok()
                .strip();
    }

    @AfterEach
    void pullOut() throws Exception {
        guest.run(SECONDS, "pid=$(cat /run/device.pid); [ $pid = 0 ] || kill -9 $pid || true; await_keys 0")
                .ok();
    }

    @TestFactory
    Stream<DynamicTest> clients_ofOtherPeople_useTheKey() throws Exception {
        return Stream.concat(
                ClientChecks.of(guest, plugIn("--control 0")),
                Stream.of(DynamicTest.dynamicTest("reset, once plugged in again", this::resetAfterReplug)));
    }

    /** By the key's own hand, which is told to in the guest. */
    private void resetAfterReplug() throws Exception {
        guest.run(SECONDS, """
                control=$(sed -n 's|^control: \\(http://[^,]*\\)/keys,.*|\\1|p' /run/device.log)
                number() { readlink -f /sys/class/hidraw/*/device; }
                replug() {
                  before=$(number)
                  busybox wget -q -O - --header 'Authorization: Bearer guest' --post-data '' $control/keys/1/replug
                  while [ "$(number)" = "$before" ]; do sleep 0.1; done
                }
                reset_after replug
                """).ok();
    }

    @Test
    void manual_chapter2_isWalkedWithTheKeyOnHid() throws Exception {
        ClientChecks.manual(guest, plugIn("--enrolled"));
    }

    @Test
    void program_ended_takesTheKeyOut() throws Exception {
        String node = plugIn("");
        ClientChecks.one(guest, node, "list");

        String output = guest.run(SECONDS, """
                kill -TERM $(cat /run/device.pid)
                await_keys 0
                while kill -0 $(cat /run/device.pid) 2>/dev/null; do sleep 0.1; done
                cat /run/device.log
                """).ok();

        assertTrue(output.contains("of this machine"), output);
    }

    @Test
    void user_withoutPermission_isToldTheRule() throws Exception {
        Guest.Result refused = guest.run(JAVA_SECONDS, """
                echo 0 >/run/device.pid
                cp %s /run/aikagi.jar
                chmod 600 /dev/uhid
                setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/tmp \
                  java -XX:TieredStopAtLevel=1 -Xshare:auto -jar /run/aikagi.jar device --uhid
                """.formatted(DeviceProcess.jar()));

        assertTrue(refused.output().contains("KERNEL==\"uhid\""), refused.output());
        assertTrue(refused.exit() != 0, refused.output());
    }
}
