package dev.aikagi.ctapsim.hid;

import java.time.Duration;

/**
 * How long the device waits.
 *
 * @param keepalive between two CTAPHID_KEEPALIVE while a command runs; CTAP 2.1 §11.2.9.1.8 allows 100 ms at most
 * @param message between two packets of one message before CTAPHID_ERROR with ERR_MSG_TIMEOUT
 */
public record HidTiming(Duration keepalive, Duration message) {
    public static final HidTiming DEFAULT = new HidTiming(Duration.ofMillis(100), Duration.ofMillis(500));

    public HidTiming {
        if (keepalive.toNanos() <= 0 || message.toNanos() <= 0) {
            throw new IllegalArgumentException("a device waits for more than no time");
        }
    }
}
