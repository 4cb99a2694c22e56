package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Continuation;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Initialization;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A CTAPHID device over an engine: channels, messages, one transaction at a time. CTAP 2.1 §11.2.
 *
 * <p>Threads. Whoever calls {@link #receive} puts messages together and answers what needs no engine (INIT, PING, WINK,
 * LOCK, errors) before it returns; it never runs a CBOR or MSG command. These run on the one engine thread, in order, so
 * the engine needs no lock. A timer thread sends keepalives and gives up on messages that stop in the middle. All three change the
 * state and call the sinks under one lock, held for no longer than that takes; the engine runs without it. An aborted
 * command (INIT on its channel, close) sees itself cancelled, its answer is dropped, and a command accepted meanwhile
 * waits for the engine thread. Both threads are daemons and end in {@link #close}.
 */
public final class CtapHidDevice implements HidDevice {
    private static final int CHANNELS = 32;
    private static final int NONCE_SIZE = 8;

    private final CtapEngine engine;
    private final Bytes identity;
    private final HidTiming timing;
    private final Runnable winkListener;
    private final Listeners listeners = new Listeners();
    private final EngineThread engineThread;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, CtapHidDevice::daemon);

    /** Guards what follows, and the order of reports. At most one of {@code incoming} and {@code running} is set. */
    private final Object lock = new Object();

    private final ChannelTable channels = new ChannelTable(CHANNELS);
    private final ChannelLock channelLock = new ChannelLock(System::nanoTime);
    private @Nullable MessageAssembler incoming;
    private @Nullable HidTransaction running;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean closed;

    public CtapHidDevice(CtapEngine engine, DeviceVersion version) {
        this(engine, version, HidTiming.DEFAULT, () -> {});
    }

    /** As the other; the listener is run, on the timer thread, at each CTAPHID_WINK. */
    public CtapHidDevice(CtapEngine engine, DeviceVersion version, HidTiming timing, Runnable winkListener) {
        this.engine = engine;
        this.identity = CtapHidMessage.identity(version, engine.ctap2(), engine.u2f());
        this.engineThread = new EngineThread(engine, this::finish);
        this.timing = timing;
        this.winkListener = winkListener;
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void receive(byte[] report) {
        CtapHidPacket packet = CtapHidPacket.parse(report);
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (packet instanceof Initialization first) {
                begin(first);
            } else if (packet instanceof Continuation next) {
                proceed(next);
            }
        }
    }

    @Override
    public void listen(ReportSink sink) {
        synchronized (lock) {
            if (!closed) {
                listeners.add(sink);
                return;
            }
        }
        sink.closed();
    }

    @Override
    public void unlisten(ReportSink sink) {
        listeners.remove(sink);
    }

    @Override
    public void powerUp() {
        synchronized (lock) {
            abort();
            channels.clear();
            channelLock.release();
        }
        engine.poweredUp();
    }

    /** Waits at most one second for the engine to notice. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            abort();
        }
        timer.shutdownNow();
        listeners.close();
        engineThread.close();
    }

    /** CTAP 2.1 §11.2.5: who may begin a transaction now. */
    private void begin(Initialization first) {
        int channel = first.channel();
        @Nullable CtapHidCommand command = CtapHidCommand.of(first.command()).orElse(null);
        if (command == CtapHidCommand.CANCEL) {
            cancel(channel);
        } else if (channel == ChannelTable.BROADCAST && command == CtapHidCommand.INIT) {
            // Even while another host's command runs: a second host must get as far as being told that we are busy.
            answerInit(first);
        } else if (!channels.use(channel)) {
            refuse(channel, CtapHidError.INVALID_CHANNEL);
        } else if (busyElsewhere(channel)) {
            refuse(channel, CtapHidError.CHANNEL_BUSY);
        } else if (command == CtapHidCommand.INIT) {
            answerInit(first);
        } else if (running != null) {
            refuse(channel, CtapHidError.CHANNEL_BUSY);
        } else if (incoming != null) {
            abort();
            refuse(channel, CtapHidError.INVALID_SEQ);
        } else {
            accept(command, first);
        }
    }

    private boolean busyElsewhere(int channel) {
        return channelLock.keepsOut(channel)
                || (running != null && running.channel() != channel)
                || (incoming != null && incoming.channel() != channel);
    }

    /** Whoever has a message under way or the lock keeps the channel, however many hosts ask for theirs. */
    private boolean inUse(int channel) {
        return channelLock.heldBy(channel)
                || (running != null && running.channel() == channel)
                || (incoming != null && incoming.channel() == channel);
    }

    /** CTAP 2.1 §11.2.9.1.5: never answered, whether there was something to cancel or not. */
    private void cancel(int channel) {
        if (running != null && running.channel() == channel) {
            running.cancel();
        }
    }

    /** CTAP 2.1 §11.2.9.1.3: a new channel for who asks on the broadcast channel, a fresh start on any other. */
    private void answerInit(Initialization first) {
        int channel = first.channel();
        if (first.length() != NONCE_SIZE) {
            refuse(channel, CtapHidError.INVALID_LEN);
            return;
        }
        if (channel != ChannelTable.BROADCAST) {
            abort();
        }
        Bytes nonce = first.data().slice(0, NONCE_SIZE);
        int given = channel == ChannelTable.BROADCAST ? channels.allocate(this::inUse) : channel;
        listeners.send(CtapHidMessage.init(channel, nonce, given, identity));
    }

    /** What is wrong with a command is said at its first packet; its others are then ignored as spurious. */
    private void accept(@Nullable CtapHidCommand command, Initialization first) {
        if (command == null || !offers(command)) {
            refuse(first.channel(), CtapHidError.INVALID_CMD);
            return;
        }
        if (!fits(command, first.length())) {
            refuse(first.channel(), CtapHidError.INVALID_LEN);
            return;
        }
        MessageAssembler message = new MessageAssembler(command, first);
        incoming = message;
        advance(message);
    }

    private boolean offers(CtapHidCommand command) {
        return switch (command) {
            case PING, WINK, LOCK -> true;
            case CBOR -> engine.ctap2();
            case MSG -> engine.u2f();
            default -> false;
        };
    }

    private static boolean fits(CtapHidCommand command, int length) {
        return switch (command) {
            case WINK -> length == 0;
            case LOCK -> length == 1;
            case CBOR, MSG -> length > 0 && length <= CtapHidMessage.MOST;
            default -> length <= CtapHidMessage.MOST;
        };
    }

    /** A continuation that nobody waits for is ignored. CTAP 2.1 §11.2.4. */
    private void proceed(Continuation next) {
        MessageAssembler message = incoming;
        if (message == null || message.channel() != next.channel()) {
            return;
        }
        if (message.add(next)) {
            advance(message);
        } else {
            abort();
            refuse(next.channel(), CtapHidError.INVALID_SEQ);
        }
    }

    private void advance(MessageAssembler message) {
        if (!message.complete()) {
            int packets = message.packets();
            setAlarm(timer.schedule(
                    () -> expire(message, packets), timing.message().toNanos(), TimeUnit.NANOSECONDS));
            return;
        }
        idle();
        switch (message.command()) {
            case CBOR, MSG -> start(message);
            case LOCK -> lock(message);
            case WINK -> {
                timer.execute(winkListener);
                answer(message, Bytes.EMPTY);
            }
            default -> answer(message, message.payload());
        }
    }

    private void lock(MessageAssembler message) {
        int seconds = message.payload().at(0) & 0xff;
        if (seconds > ChannelLock.MOST_SECONDS) {
            refuse(message.channel(), CtapHidError.INVALID_PAR);
            return;
        }
        channelLock.take(message.channel(), seconds);
        answer(message, Bytes.EMPTY);
    }

    private void refuse(int channel, CtapHidError error) {
        listeners.send(CtapHidMessage.error(channel, error));
    }

    private void answer(MessageAssembler message, Bytes payload) {
        listeners.send(new CtapHidMessage(message.channel(), message.command(), payload));
    }

    private void expire(MessageAssembler message, int packets) {
        synchronized (lock) {
            if (incoming == message && message.packets() == packets) {
                abort();
                refuse(message.channel(), CtapHidError.MSG_TIMEOUT);
            }
        }
    }

    private void start(MessageAssembler message) {
        HidTransaction transaction = new HidTransaction(message.channel(), message.command(), this::keepAlive);
        running = transaction;
        long period = timing.keepalive().toNanos();
        setAlarm(timer.scheduleAtFixedRate(() -> keepAlive(transaction), period, period, TimeUnit.NANOSECONDS));
        engineThread.begin(transaction, message.payload());
    }

    private void keepAlive(HidTransaction transaction) {
        synchronized (lock) {
            if (running == transaction) {
                listeners.send(transaction.keepalive());
            }
        }
    }

    private void finish(HidTransaction transaction, CtapHidMessage answer) {
        synchronized (lock) {
            if (running == transaction) {
                idle();
                listeners.send(answer);
            }
        }
    }

    /** What comes in is forgotten; what runs is cancelled and its answer will be dropped. */
    private void abort() {
        if (running != null) {
            running.cancel();
        }
        idle();
    }

    private void idle() {
        setAlarm(null);
        incoming = null;
        running = null;
    }

    private void setAlarm(@Nullable ScheduledFuture<?> next) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = next;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "aikagi-hid-timer");
        thread.setDaemon(true);
        return thread;
    }
}
