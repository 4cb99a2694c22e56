package dev.aikagi.ctapsim.trace;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The frames of one key, oldest first; safe for several threads. When it is full, the oldest is dropped. */
public final class FrameLog {
    private static final int DEFAULT_CAPACITY = 10_000;

    private final InstantSource clock;
    private final int capacity;
    private final Consumer<Frame> listener;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int dropped;

    /** Keeps 10,000 frames. */
    public FrameLog(InstantSource clock) {
        this(clock, DEFAULT_CAPACITY);
    }

    /** Keeps as many frames as it is told, at least one. */
    public FrameLog(InstantSource clock, int capacity) {
        this(clock, capacity, frame -> {});
    }

    /** As the other; {@code listener} is told of every frame as it passes, one at a time. */
    public FrameLog(InstantSource clock, int capacity, Consumer<Frame> listener) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a frame log keeps at least one frame");
        }
        this.clock = clock;
        this.capacity = capacity;
        this.listener = listener;
    }

    /** Where the log stands now: {@link #since} this are the frames that come. */
    public synchronized int mark() {
        return dropped + frames.size();
    }

    /** The frames after the mark, as far as they are still kept; those after mark 0 are all. */
    public synchronized List<Frame> since(int mark) {
        return frames.stream().skip(Math.max(0, mark - dropped)).toList();
    }

    /** How many frames the log no longer keeps. */
    public synchronized int dropped() {
        return dropped;
    }

    synchronized void add(Frame.Direction direction, Frame.Wire wire, Line line, byte[] octets) {
        if (frames.size() == capacity) {
            frames.removeFirst();
            dropped++;
        }
        Optional<Bytes> payload = line.secret() ? Optional.empty() : Optional.of(Bytes.of(octets));
        Frame frame = new Frame(clock.instant(), direction, wire, line.summary(), octets.length, payload);
        frames.addLast(frame);
        listener.accept(frame);
    }

    /** What is to be said of a frame, and whether that is all that may be said. */
    record Line(String summary, boolean secret) {}
}
