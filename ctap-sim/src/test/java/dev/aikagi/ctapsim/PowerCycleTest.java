package dev.aikagi.ctapsim;

import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.hid.RawHost;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PowerCycleTest {
    private static final int RESET = 0x07;
    private static final int NOT_ALLOWED = 0x30;
    private static final int INVALID_CHANNEL = 0x0b;

    @Test
    void powerCycle_forgetsChannels_andOpensTheWindowForReset() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        try (VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("touch-id"))
                .clock(clock)
                .build()) {
            RawHost host = new RawHost(device.hid());
            int channel = host.open();
            clock.advance(Duration.ofSeconds(11));
            host.say(channel, RawHost.CBOR, RESET);
            host.expect(channel, RawHost.CBOR, NOT_ALLOWED);

            device.powerCycle();

            host.say(channel, RawHost.CBOR, RESET);
            host.expectError(channel, INVALID_CHANNEL);
            int next = host.open();
            host.say(next, RawHost.CBOR, RESET);
            host.expect(next, RawHost.CBOR, 0x00);
        }
    }
}
