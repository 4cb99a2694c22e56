package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CTAP 2.3 §6.6: over which transports, and with what touch. */
class ResetTest {
    private final Peer peer = Peer.withoutFinger();

    @ParameterizedTest
    @CsvSource({"usb, 0x00", "smart-card, 0x00", "ble, 0x30", "hybrid, 0x30", ", 0x00"})
    void reset_isAllowedOverSomeTransports(String transport, int status) {
        Transaction over = new Transaction() {
            @Override
            public void awaitingUser() {}

            @Override
            public void processing() {}

            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public Optional<String> transport() {
                return Optional.ofNullable(transport);
            }
        };
        assertEquals(status, peer.authenticator.processCbor(new byte[] {7}, over)[0]);
        assertEquals(0, Peer.of("yubikey-5").authenticator.processCbor(new byte[] {7}, over)[0], "no list, no rule");
    }

    @Test
    void longTouch_isAskedForOnceEnabled_andForgottenByTheReset() {
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(ConsentPrompt.Purpose.RESET, peer.touches.get(0).purpose());
        assertEquals(false, peer.ok(4, Map.of()).get(0x18));

        assertEquals(0, peer.status(13, Map.of(1, 4)));
        assertEquals(0, peer.status(13, Map.of(1, 4)), "enabling twice is no error");
        assertEquals(true, peer.ok(4, Map.of()).get(0x18));
        peer.touch = Consent.TIMED_OUT;
        assertEquals(0x2f, peer.status(7, Map.of()));
        assertEquals(ConsentPrompt.Purpose.LONG_TOUCH_RESET, peer.touches.get(1).purpose());
        peer.touch = Consent.GRANTED;
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(false, peer.ok(4, Map.of()).get(0x18));
    }

    @Test
    void longTouch_cannotBeEnabledWhereThereIsNone() {
        Peer yubikey = Peer.of("yubikey-5");
        assertEquals(0x02, yubikey.status(13, Map.of(1, 4)));
    }

    @Test
    void complexityPolicy_onceSet_staysAndForcesAChange() {
        Platform platform = Platform.withPin(peer);
        byte[] prefix = new byte[33];
        Arrays.fill(prefix, 0, 32, (byte) 0xff);
        prefix[32] = 0x0d;
        byte[] token = platform.pinToken(Platform.ACFG, null);
        assertEquals(false, peer.ok(4, Map.of()).get(0x1b));
        assertEquals(0, peer.status(13, platform.manage(token, 3, Map.of(4, true), prefix)));
        assertEquals(true, peer.ok(4, Map.of()).get(0x1b));
        assertEquals(true, peer.ok(4, Map.of()).get(12), "1234 has to be changed");
        assertEquals(0x37, platform.changePin(Platform.PIN, "4321"));
        assertEquals(0, platform.changePin(Platform.PIN, "2580"));
        token = platform.pinToken("2580", Platform.ACFG, null);
        assertEquals(0, peer.status(13, platform.manage(token, 3, Map.of(4, false), prefix)));
        assertEquals(true, peer.ok(4, Map.of()).get(0x1b), "it cannot be taken back");
        assertEquals(false, peer.ok(4, Map.of()).get(12));

        Peer yubikey = Peer.of("yubikey-5");
        assertEquals(0x02, yubikey.status(13, Map.of(1, 3, 2, Map.of(4, true))));
    }
}
