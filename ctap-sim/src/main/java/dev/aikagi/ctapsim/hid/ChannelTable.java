package dev.aikagi.ctapsim.hid;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The channels given to hosts; when it is full, the idle one unused for longest goes. CTAP 2.1 §11.2.5.1.
 *
 * <p>Numbers are counted up and not drawn by chance: no security hangs on them, and a run repeats to the byte.
 */
final class ChannelTable {
    static final int BROADCAST = 0xffffffff;

    private static final int RESERVED = 0;

    private final int capacity;
    private final Set<Integer> leastRecentFirst = new LinkedHashSet<>();
    private int last;

    ChannelTable(int capacity) {
        this(capacity, RESERVED);
    }

    /** Counting goes on after {@code last}. */
    ChannelTable(int capacity, int last) {
        this.capacity = capacity;
        this.last = last;
    }

    /** {@code inUse}: the channels that may not lose their place. */
    int allocate(IntPredicate inUse) {
        do {
            last++;
        } while (last == RESERVED || last == BROADCAST || leastRecentFirst.contains(last));
        if (leastRecentFirst.size() >= capacity) {
            leastRecentFirst.stream()
                    .filter(channel -> !inUse.test(channel))
                    .findFirst()
                    .ifPresent(leastRecentFirst::remove);
        }
        leastRecentFirst.add(last);
        return last;
    }

    /** Whether the channel has been given to a host; if so it now is the one used last. */
    boolean use(int channel) {
        return leastRecentFirst.remove(channel) && leastRecentFirst.add(channel);
    }

    /** No channel is given any more; numbers go on from where they are. */
    void clear() {
        leastRecentFirst.clear();
    }
}
