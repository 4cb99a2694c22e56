package dev.aikagi.harness.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Real time, put forward where a scenario waits: the time of portal, key and codes in a run of our own. */
public final class RunClock implements InstantSource {
    private final InstantSource wall;
    private volatile Duration ahead = Duration.ZERO;

    public RunClock(InstantSource wall) {
        this.wall = wall;
    }

    @Override
    public Instant instant() {
        return wall.instant().plus(ahead);
    }

    synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }
}
