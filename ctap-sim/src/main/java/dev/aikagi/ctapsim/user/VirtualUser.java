package dev.aikagi.ctapsim.user;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.FingerSample;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A user whose touch and finger do as they are told; approves both until told otherwise, and has no finger enrolled. How
 * long a touch is held is said, not waited for.
 *
 * <p>Safe for several threads: the key asks on its engine thread while a test or a scenario changes the user's mind,
 * which counts for requests that already wait.
 */
public final class VirtualUser {
    /** As long as most keys wait. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** What a long touch takes, CTAP 2.3 §7.7. */
    private static final Duration LONG_TOUCH = Duration.ofSeconds(5);

    /** How soon a cancellation is seen: a transaction can be asked for it but does not call. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final long patienceNanos;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ConsentPrompt> prompts = new ArrayList<>();
    private Behaviour touch = Behaviour.APPROVE;
    private Behaviour finger = Behaviour.APPROVE;
    private final Deque<FingerSample> samples = new ArrayDeque<>();
    private Duration touchLength = LONG_TOUCH;
    private boolean enrolled;
    private int releases;
    private int promises;
    private int awaiting;

    public VirtualUser() {
        this(DEFAULT_PATIENCE);
    }

    /** {@code patience}: after how long the key gives up waiting, {@link Consent#TIMED_OUT}. */
    public VirtualUser(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** The user's touch, for the key to ask for. */
    public UserPresence presence() {
        return (prompt, transaction) -> request(() -> touchFor(prompt), patienceNanos, prompt, transaction);
    }

    /** A touch that is too short is none. */
    private Behaviour touchFor(ConsentPrompt prompt) {
        boolean tooShort =
                prompt.purpose() == ConsentPrompt.Purpose.LONG_TOUCH_RESET && touchLength.compareTo(LONG_TOUCH) < 0;
        return tooShort && touch == Behaviour.APPROVE ? Behaviour.IGNORE : touch;
    }

    /** The user's finger or face, for the key to ask for. */
    public UserVerification verification() {
        return new Sensor();
    }

    /** How touches are answered from now on, also the one that is waited for. */
    public void touch(Behaviour behaviour) {
        change(() -> touch = behaviour);
    }

    /** How long touches are held from now on; at first long enough for everything. */
    public void touchLength(Duration held) {
        change(() -> touchLength = held);
    }

    /** How the next samples of a finger that is being enrolled turn out; after them the finger does as it is told. */
    public void samples(FingerSample... next) {
        change(() -> samples.addAll(List.of(next)));
    }

    /** How touches are answered now. */
    public Behaviour touch() {
        return locked(() -> touch);
    }

    /** How the sensor is answered now. */
    public Behaviour finger() {
        return locked(() -> finger);
    }

    /** Whether the key is waiting for the user. */
    public boolean awaited() {
        return locked(() -> awaiting > 0);
    }

    /** How the sensor is answered from now on, also the finger that is waited for. */
    public void finger(Behaviour behaviour) {
        change(() -> finger = behaviour);
    }

    /** Whether somebody is enrolled at the sensor by other means than the key's own enrolment. */
    public void enroll(boolean somebody) {
        change(() -> enrolled = somebody);
    }

    /** Approves what is held back now; what is asked later is held back again. */
    public void release() {
        change(() -> releases++);
    }

    /** Approves what is held back now or, where nothing is, what will be next. */
    public void releaseNext() {
        change(() -> {
            if (awaiting > 0) {
                releases++;
            } else {
                promises++;
            }
        });
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
    private Consent request(Supplier<Behaviour> behaviour, long nanos, ConsentPrompt prompt, Transaction transaction) {
        int releasesBefore = locked(() -> {
            prompts.add(prompt);
            awaiting++;
            changed.signalAll();
            return releases;
        });
        transaction.awaitingUser();
        try {
            return decide(behaviour, nanos, releasesBefore, transaction);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Consent.CANCELLED;
        } finally {
            change(() -> awaiting--);
            transaction.processing();
        }
    }

    private Consent decide(Supplier<Behaviour> behaviour, long nanos, int releasesBefore, Transaction transaction)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = System.nanoTime() + nanos;
            while (!transaction.cancelled()) {
                Behaviour now = behaviour.get();
                if (now == Behaviour.REFUSE) {
                    return Consent.REFUSED;
                }
                boolean held = now == Behaviour.HOLD_UNTIL_RELEASED;
                if (now == Behaviour.APPROVE || (held && (releases != releasesBefore || keptPromise()))) {
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

    private boolean keptPromise() {
        boolean promised = promises > 0;
        promises -= promised ? 1 : 0;
        return promised;
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
        public FingerSample sample(ConsentPrompt prompt, Optional<Duration> patience, Transaction transaction) {
            long most = patience.map(Duration::toNanos).orElse(patienceNanos);
            return locked(() -> Optional.ofNullable(samples.poll()))
                    .orElseGet(() -> FingerSample.of(VirtualUser.this.request(
                            () -> finger, Math.min(most, patienceNanos), prompt, transaction)));
        }

        @Override
        public Consent request(ConsentPrompt prompt, Transaction transaction) {
            return VirtualUser.this.request(() -> finger, patienceNanos, prompt, transaction);
        }
    }
}
