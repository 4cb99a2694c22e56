package dev.aikagi.ctapsim;

import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.util.List;
import java.util.Optional;

/** The hand at a key that is plugged in: it touches, shows a finger, pulls the key out. Safe for several threads. */
public final class DeviceControl {
    private final VirtualDevice device;
    private final Optional<VirtualUser> user;
    private final List<Transport> transports;
    private boolean pluggedIn = true;

    /**
     * A hand at this key.
     *
     * @param user empty where somebody else, at a terminal, is asked
     * @param transports everywhere the key is plugged in
     */
    public DeviceControl(VirtualDevice device, Optional<VirtualUser> user, List<Transport> transports) {
        this.device = device;
        this.user = user;
        this.transports = List.copyOf(transports);
    }

    public VirtualDevice device() {
        return device;
    }

    /** Who is asked; empty where that is not ours to say. */
    public Optional<VirtualUser> user() {
        return user;
    }

    public List<Transport> transports() {
        return transports;
    }

    public synchronized boolean pluggedIn() {
        return pluggedIn;
    }

    /**
     * How touches are answered from now on, also the one that is waited for.
     *
     * @throws IllegalStateException if somebody else is asked
     */
    public void touch(Behaviour behaviour) {
        requireUser().touch(behaviour);
    }

    /** As {@link #touch}, for the sensor. */
    public void finger(Behaviour behaviour) {
        requireUser().finger(behaviour);
    }

    /** Approves what is held back now; as {@link #touch} otherwise. */
    public void release() {
        requireUser().release();
    }

    /** Approves what is held back now or, where nothing is, what will be next; as {@link #touch} otherwise. */
    public void releaseNext() {
        requireUser().releaseNext();
    }

    /** Pulls the key out, everywhere. */
    public synchronized void unplug() {
        if (pluggedIn) {
            pluggedIn = false;
            transports.forEach(Transport::unplug);
        }
    }

    /** Puts the key back in, or out and in again: it has lost its power in between. */
    public synchronized void replug() {
        unplug();
        device.powerCycle();
        transports.forEach(Transport::plug);
        pluggedIn = true;
    }

    private VirtualUser requireUser() {
        return user.orElseThrow(() -> new IllegalStateException("the user of this key is at its terminal"));
    }
}
