package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Continuation;
import dev.aikagi.ctapsim.hid.CtapHidPacket.Initialization;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CTAPHID device over a CTAP2 engine: channels, messages, one transaction at a time. CTAP 2.1 §11.2.
 *
 * <p>Threads. Whoever calls {@link #receive} puts messages together and answers what needs no engine (INIT, PING, WINK,
 * errors) before it returns; it never runs a CBOR command. These run on the one engine thread, in order, so the engine
 * needs no lock. A timer thread sends keepalives and gives up on messages that stop in the middle. All three change the
 * state and call the sinks under one lock, held for no longer than that takes; the engine runs without it. An aborted
 * command (INIT on its channel, close) sees itself cancelled, its answer is dropped, and a command accepted meanwhile
 * waits for the engine thread. Both threads are daemons and end in {@link #close}.
 */
public final class CtapHidDevice implements HidDevice {
    private static final Logger LOG = LoggerFactory.getLogger(CtapHidDevice.class);
    private static final int CHANNELS = 32;
    private static final int NONCE_SIZE = 8;

    private final CtapEngine engine;
    private final DeviceVersion version;
    private final HidTiming timing;
    private final Runnable winkListener;
    private final Listeners listeners = new Listeners();
    private final ExecutorService engineThread = Executors.newSingleThreadExecutor(daemon("aikagi-hid-engine"));
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon("aikagi-hid-timer"));

    /** Guards what follows, and the order of reports. At most one of {@code incoming} and {@code running} is set. */
    private final Object lock = new Object();

    private final ChannelTable channels = new ChannelTable(CHANNELS);
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
        this.version = version;
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
        engineThread.shutdownNow();
        timer.shutdownNow();
        listeners.close();
        try {
            if (!engineThread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("the engine is still at work on a command whose device was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        return (running != null && running.channel() != channel) || (incoming != null && incoming.channel() != channel);
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
        int given = channel == ChannelTable.BROADCAST ? channels.allocate() : channel;
        listeners.send(CtapHidMessage.init(channel, nonce, given, version));
    }

    /** What is wrong with a command is said at its first packet; its others are then ignored as spurious. */
    private void accept(@Nullable CtapHidCommand command, Initialization first) {
        if (command != CtapHidCommand.PING && command != CtapHidCommand.WINK && command != CtapHidCommand.CBOR) {
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

    private static boolean fits(CtapHidCommand command, int length) {
        return switch (command) {
            case WINK -> length == 0;
            case CBOR -> length > 0 && length <= CtapHidMessage.MOST;
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
            case CBOR -> start(message.channel(), message.payload());
            case WINK -> {
                timer.execute(winkListener);
                echo(message);
            }
            default -> echo(message);
        }
    }

    private void refuse(int channel, CtapHidError error) {
        listeners.send(CtapHidMessage.error(channel, error));
    }

    private void echo(MessageAssembler message) {
        listeners.send(new CtapHidMessage(message.channel(), message.command(), message.payload()));
    }

    private void expire(MessageAssembler message, int packets) {
        synchronized (lock) {
            if (incoming == message && message.packets() == packets) {
                abort();
                refuse(message.channel(), CtapHidError.MSG_TIMEOUT);
            }
        }
    }

    private void start(int channel, Bytes request) {
        HidTransaction transaction = new HidTransaction(channel, this::keepAlive);
        running = transaction;
        long period = timing.keepalive().toNanos();
        setAlarm(timer.scheduleAtFixedRate(() -> keepAlive(transaction), period, period, TimeUnit.NANOSECONDS));
        engineThread.execute(() -> run(transaction, request));
    }

    private void keepAlive(HidTransaction transaction) {
        synchronized (lock) {
            if (running == transaction) {
                listeners.send(transaction.keepalive());
            }
        }
    }

    private void run(HidTransaction transaction, Bytes request) {
        CtapHidMessage answer = CtapHidMessage.error(transaction.channel(), CtapHidError.OTHER);
        try {
            Bytes response = Bytes.of(engine.processCbor(request.toArray(), transaction));
            if (response.size() <= CtapHidMessage.MOST) {
                answer = new CtapHidMessage(transaction.channel(), CtapHidCommand.CBOR, response);
            }
        } catch (RuntimeException e) {
            LOG.error("the engine threw instead of answering with a status", e);
        } finally {
            finish(transaction, answer);
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

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
