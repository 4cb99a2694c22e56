package dev.aikagi.ctapsim.user;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A user whose touch and finger do as they are told; approves both until told otherwise, and has no finger enrolled.
 *
 * <p>Safe for several threads: the key asks on its engine thread while a test or a scenario changes the user's mind,
 * which counts for requests that already wait.
 */
public final class VirtualUser {
    /** As long as most keys wait. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** How soon a cancellation is seen: a transaction can be asked for it but does not call. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final long patienceNanos;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ConsentPrompt> prompts = new ArrayList<>();
    private Behaviour touch = Behaviour.APPROVE;
    private Behaviour finger = Behaviour.APPROVE;
    private boolean enrolled;
    private int releases;

    public VirtualUser() {
        this(DEFAULT_PATIENCE);
    }

    /** {@code patience}: after how long the key gives up waiting, {@link Consent#TIMED_OUT}. */
    public VirtualUser(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** The user's touch, for the key to ask for. */
    public UserPresence presence() {
        return (prompt, transaction) -> request(() -> touch, prompt, transaction);
    }

    /** The user's finger or face, for the key to ask for; refused where none is enrolled. */
    public UserVerification verification() {
        return new Sensor();
    }

    /** How touches are answered from now on, also the one that is waited for. */
    public void touch(Behaviour behaviour) {
        change(() -> touch = behaviour);
    }

    /** How the sensor is answered from now on, also the finger that is waited for. */
    public void finger(Behaviour behaviour) {
        change(() -> finger = behaviour);
    }

    /** Whether somebody is enrolled at the sensor. */
    public void enroll(boolean somebody) {
        change(() -> enrolled = somebody);
    }

    /** Approves what is held back now; what is asked later is held back again. */
    public void release() {
        change(() -> releases++);
    }

    /** Everything the user has been asked, oldest first. */
    public List<ConsentPrompt> prompts() {
        return locked(() -> List.copyOf(prompts));
    }

    /** Waits until the user has been asked so many times in all; false if that takes longer than {@code most}. */
    public boolean awaitPrompts(int count, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (prompts.size() < count && left > 0) {
                left = changed.awaitNanos(left);
            }
            return prompts.size() >= count;
        } finally {
            lock.unlock();
        }
    }

    /** The lock is not held while the transaction is told: it takes the device's, whose listeners may call us. */
    private Consent request(Supplier<Behaviour> behaviour, ConsentPrompt prompt, Transaction transaction) {
        int releasesBefore = locked(() -> {
            prompts.add(prompt);
            changed.signalAll();
            return releases;
        });
        transaction.awaitingUser();
        try {
            return decide(behaviour, releasesBefore, transaction);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Consent.CANCELLED;
        } finally {
            transaction.processing();
        }
    }

    private Consent decide(Supplier<Behaviour> behaviour, int releasesBefore, Transaction transaction)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = System.nanoTime() + patienceNanos;
            while (!transaction.cancelled()) {
                Behaviour now = behaviour.get();
                if (now == Behaviour.REFUSE) {
                    return Consent.REFUSED;
                }
                boolean released = now == Behaviour.HOLD_UNTIL_RELEASED && releases != releasesBefore;
                if (released || now == Behaviour.APPROVE) {
                    return Consent.GRANTED;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Consent.TIMED_OUT;
                }
                changed.awaitNanos(Math.min(left, GLANCE_NANOS));
            }
            return Consent.CANCELLED;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private final class Sensor implements UserVerification {
        @Override
        public boolean enrolled() {
            return locked(() -> enrolled);
        }

        @Override
        public Consent request(ConsentPrompt prompt, Transaction transaction) {
            if (!enrolled()) {
                return Consent.REFUSED;
            }
            return VirtualUser.this.request(() -> finger, prompt, transaction);
        }
    }
}
