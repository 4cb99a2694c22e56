package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChannelTableTest {
    @Test
    void numbers_neverAreTheReservedOnes() {
        var table = new ChannelTable(4, 0xfffffffd);

        assertEquals(0xfffffffe, table.allocate(channel -> false));
        assertEquals(1, table.allocate(channel -> false));
    }

    @Test
    void fullTable_losesTheLeastRecentlyUsed() {
        var table = new ChannelTable(2);
        int one = table.allocate(channel -> false);
        int two = table.allocate(channel -> false);
        assertTrue(table.use(one));

        table.allocate(channel -> false);

        assertTrue(table.use(one));
        assertFalse(table.use(two));
    }

    @Test
    void fullTable_sparesThoseInUse() {
        var table = new ChannelTable(2);
        int one = table.allocate(channel -> false);
        int two = table.allocate(channel -> false);

        table.allocate(channel -> channel == one);

        assertTrue(table.use(one));
        assertFalse(table.use(two));
    }
}
