package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChannelLockTest {
    /** Near its end, where {@link System#nanoTime} is allowed to be. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    private final ChannelLock lock = new ChannelLock(now::get);

    @Test
    void lock_endsWithItsTime() {
        lock.take(1, 2);

        now.addAndGet(1_999_999_999L);
        assertTrue(lock.heldBy(1));
        assertTrue(lock.keepsOut(2));
        assertFalse(lock.keepsOut(1));
        now.addAndGet(1);
        assertFalse(lock.heldBy(1));
        assertFalse(lock.keepsOut(2));
    }

    @Test
    void lock_takenAgain_lastsFromThenOn() {
        lock.take(1, 1);
        now.addAndGet(900_000_000L);

        lock.take(1, 1);

        now.addAndGet(900_000_000L);
        assertTrue(lock.keepsOut(2));
    }

    @Test
    void lock_givenBack_keepsNobodyOut() {
        lock.take(1, 10);

        lock.take(1, 0);

        assertFalse(lock.keepsOut(2));
        assertFalse(lock.heldBy(1));
    }
}
