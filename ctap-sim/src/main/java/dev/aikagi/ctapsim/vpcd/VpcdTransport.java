package dev.aikagi.ctapsim.vpcd;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.card.VirtualCard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a card in a virtual reader for as long as it is open: connects, waits for a pcscd that is not there yet, and
 * comes back after it was started anew.
 *
 * <p>Threads: one, a daemon, connects and reads; each connection has one more that carries out the commands. Listeners
 * are called on either. Closing takes the card out and ends both.
 */
public final class VpcdTransport implements Transport {
    /** Where vpcd's first slot listens unless it is told otherwise; the second has the next port. */
    public static final int DEFAULT_PORT = 35_963;

    private static final Logger LOG = LoggerFactory.getLogger(VpcdTransport.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final long RETRY_MILLIS = 250;
    private static final long PATIENCE_MILLIS = 5_000;

    /** Where the card is. */
    public enum State {
        /** Nobody listens there: pcscd is not running, or has no vpcd. */
        WAITING,
        /** Something listens but says nothing: mostly a slot that another card is in. */
        CONNECTED,
        /** The reader sees the card. */
        INSERTED,
        /** Taken out, for now. */
        OUT,
        /** Taken out for good. */
        CLOSED
    }

    private final InetSocketAddress address;
    private final VirtualCard card;
    private final Consumer<State> listener;
    private final Thread thread = new Thread(this::run, "aikagi-vpcd-reader");

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.WAITING;
    private boolean plugged = true;
    private Socket socket = new Socket();

    private VpcdTransport(InetSocketAddress address, VirtualCard card, Consumer<State> listener) {
        this.address = address;
        this.card = card;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Begins to put the card in, and returns at once. */
    public static VpcdTransport open(InetSocketAddress address, VirtualCard card) {
        return open(address, card, state -> {});
    }

    /** As the other; {@code listener} is told of every change of the state. */
    public static VpcdTransport open(InetSocketAddress address, VirtualCard card, Consumer<State> listener) {
        VpcdTransport transport = new VpcdTransport(address, card, listener);
        transport.thread.start();
        return transport;
    }

    public State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a state; false if it does not come in time, or never will. */
    public boolean await(State wanted, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (state != wanted && state != State.CLOSED && left > 0) {
                left = changed.awaitNanos(left);
            }
            return state == wanted;
        } finally {
            lock.unlock();
        }
    }

    /** The reader's address. */
    @Override
    public String where() {
        return "vpcd at " + address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void unplug() {
        lock.lock();
        try {
            plugged = false;
        } finally {
            lock.unlock();
        }
        enter(State.OUT);
        hangUp();
    }

    @Override
    public void plug() {
        lock.lock();
        try {
            if (plugged) {
                return;
            }
            plugged = true;
        } finally {
            lock.unlock();
        }
        enter(State.WAITING);
    }

    /** Takes the card out: the reader sees it gone. */
    @Override
    public void close() {
        enter(State.CLOSED);
        hangUp();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (awaitPlugged()) {
            try (Socket next = new Socket()) {
                connect(next);
                new VpcdSession(next, card, () -> enter(State.INSERTED)).run();
            } catch (IOException e) {
                LOG.debug("no connection to vpcd at {}", address, e);
            }
            enter(State.WAITING);
            pause();
        }
    }

    /** False once the card is taken out for good. */
    private boolean awaitPlugged() {
        lock.lock();
        try {
            while (!plugged && state != State.CLOSED) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = State.CLOSED;
        } finally {
            lock.unlock();
        }
        return state() != State.CLOSED;
    }

    private void connect(Socket next) throws IOException {
        lock.lock();
        try {
            socket = next;
        } finally {
            lock.unlock();
        }
        next.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
        enter(State.CONNECTED);
        if (state() != State.CONNECTED) {
            throw new IOException("taken out while connecting");
        }
    }

    private void hangUp() {
        lock.lock();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("the socket to vpcd does not close", e);
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            while (state != State.CLOSED && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = State.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Closed is closed, and out is out. */
    private void enter(State next) {
        lock.lock();
        try {
            boolean outside = next == State.OUT || next == State.CLOSED;
            if (state == next || state == State.CLOSED || (!plugged && !outside)) {
                return;
            }
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.accept(next);
    }
}
