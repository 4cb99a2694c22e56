package dev.aikagi.ctapsim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final FrameLog log = new FrameLog(InstantSource.fixed(NOON), 3);

    @Test
    void since_aMark_isWhatCameAfterIt() {
        add("one");
        int mark = log.mark();
        add("two");

        assertEquals(List.of("two"), summaries(mark));
        assertEquals(List.of("one", "two"), summaries(0));
        assertEquals(NOON, log.since(0).get(0).at());
        assertEquals(List.of(), summaries(log.mark()));
    }

    @Test
    void fullLog_dropsTheOldestAndCountsIt() {
        add("one");
        int mark = log.mark();
        List.of("two", "three", "four", "five").forEach(this::add);

        assertEquals(2, log.dropped());
        assertEquals(List.of("three", "four", "five"), summaries(0));
        assertEquals(List.of("three", "four", "five"), summaries(mark));
        assertEquals(5, log.mark());
        assertEquals(List.of("five"), summaries(4));
    }

    @Test
    void manyThreads_loseNothing() {
        var wide = new FrameLog(InstantSource.fixed(NOON));

        IntStream.range(0, 12_000)
                .parallel()
                .forEach(i ->
                        wide.add(Frame.Direction.TO_KEY, Frame.Wire.HID, new FrameLog.Line("x", false), new byte[1]));

        assertEquals(12_000, wide.mark());
        assertEquals(2_000, wide.dropped());
        assertEquals(10_000, wide.since(0).size());
    }

    @Test
    void secretLine_keepsTheSizeAlone() {
        log.add(Frame.Direction.TO_KEY, Frame.Wire.APDU, new FrameLog.Line("x", true), new byte[7]);

        Frame frame = log.since(0).get(0);
        assertTrue(frame.masked());
        assertEquals(7, frame.size());
    }

    @Test
    void capacity_ofNothing_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FrameLog(InstantSource.system(), 0));
    }

    private void add(String summary) {
        log.add(Frame.Direction.TO_KEY, Frame.Wire.HID, new FrameLog.Line(summary, false), new byte[1]);
    }

    private List<String> summaries(int mark) {
        return log.since(mark).stream().map(Frame::summary).toList();
    }
}
