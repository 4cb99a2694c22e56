package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What is advertised over Bluetooth LE within reach, in this process instead of by radio: who listens hears what is
 * advertised now, as a scanner hears advertisements that are repeated.
 */
public final class BluetoothAir {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Advertisement> advertisements = new ArrayList<>();

    /** What is advertised until it is ended. */
    public final class Advertisement {
        private final Bytes serviceData;

        private Advertisement(Bytes serviceData) {
            this.serviceData = serviceData;
        }

        public void end() {
            lock.lock();
            try {
                advertisements.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins to advertise service data of UUID 0xfff9. */
    public Advertisement advertise(Bytes serviceData) {
        Advertisement advertisement = new Advertisement(serviceData);
        lock.lock();
        try {
            advertisements.add(advertisement);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return advertisement;
    }

    /**
     * Waits for an advertisement that a listener can make something of.
     *
     * @throws HybridException if none comes in time
     */
    public <T> T listen(Function<Bytes, Optional<T>> listener, Duration limit) throws HybridException {
        long left = limit.toNanos();
        lock.lock();
        try {
            Optional<T> heard = heard(listener);
            while (heard.isEmpty()) {
                if (left <= 0) {
                    throw new HybridException("no phone that has scanned the QR code came near within " + limit);
                }
                left = changed.awaitNanos(left);
                heard = heard(listener);
            }
            return heard.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HybridException("interrupted while listening for a phone", e);
        } finally {
            lock.unlock();
        }
    }

    private <T> Optional<T> heard(Function<Bytes, Optional<T>> listener) {
        return advertisements.stream()
                .map(each -> listener.apply(each.serviceData))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
