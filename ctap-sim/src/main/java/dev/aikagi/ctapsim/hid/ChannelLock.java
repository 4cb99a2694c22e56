package dev.aikagi.ctapsim.hid;

import java.util.function.LongSupplier;

/** CTAPHID_LOCK: one channel has the device to itself, for ten seconds at most. CTAP 2.1 §11.2.9.2.2. */
final class ChannelLock {
    static final int MOST_SECONDS = 10;

    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private int holder;
    private long until;
    private boolean taken;

    /** {@code nanoTime}: as {@link System#nanoTime} has it. */
    ChannelLock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the lock, or holds it for so long from now on; 0 gives it back. */
    void take(int channel, int seconds) {
        holder = channel;
        until = nanoTime.getAsLong() + seconds * NANOS;
        taken = seconds > 0;
    }

    /** Whoever has it loses it. */
    void release() {
        taken = false;
    }

    boolean heldBy(int channel) {
        return held() && holder == channel;
    }

    /** Whether another channel has it. */
    boolean keepsOut(int channel) {
        return held() && holder != channel;
    }

    private boolean held() {
        taken = taken && until - nanoTime.getAsLong() > 0;
        return taken;
    }
}
