package dev.aikagi.ctapsim;

import dev.aikagi.authenticator.Authenticator;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One authenticator behind HID and the card: a request of one waits for that of the other, and can be cancelled while
 * it waits.
 */
final class SharedEngine implements CtapEngine {
    private static final long GLANCE_MILLIS = 10;
    /** What was cancelled has ended by then, at most machines. */
    private static final long CANCELLATION_MILLIS = 200;

    private static final byte KEEPALIVE_CANCEL = 0x2d;
    private static final byte[] CONDITIONS_NOT_SATISFIED = {0x69, (byte) 0x85};

    private final Authenticator authenticator;
    private final AuthenticatorProfile profile;
    private final Lock lock = new ReentrantLock(true);

    SharedEngine(Authenticator authenticator, AuthenticatorProfile profile) {
        this.authenticator = authenticator;
        this.profile = profile;
    }

    @Override
    public byte[] processCbor(byte[] request, Transaction transaction) {
        if (!enter(transaction)) {
            return new byte[] {KEEPALIVE_CANCEL};
        }
        try {
            return authenticator.processCbor(request, transaction);
        } finally {
            lock.unlock();
        }
    }

    /** The whole key lost its power and got it again. */
    void powerCycle() {
        lock.lock();
        try {
            authenticator.powerCycle();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean ctap2() {
        return profile.speaksCtap2();
    }

    @Override
    public boolean u2f() {
        return profile.has(Feature.U2F);
    }

    /** A host whose request was cancelled while it waited is told to ask again. */
    @Override
    public byte[] processMsg(byte[] apdu, Transaction transaction) {
        if (!enter(transaction)) {
            return CONDITIONS_NOT_SATISFIED.clone();
        }
        try {
            return authenticator.processMsg(apdu, transaction);
        } finally {
            lock.unlock();
        }
    }

    /** The card got power, or HID did. A key at work over the other never lost it. */
    @Override
    public void poweredUp() {
        try {
            if (lock.tryLock(CANCELLATION_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    authenticator.powerCycle();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean enter(Transaction transaction) {
        try {
            while (!transaction.cancelled()) {
                if (lock.tryLock(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
