package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.apdu.Applet;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.ctapsim.hid.CtapEngine;
import dev.aikagi.ctapsim.hid.HidDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All that is wrong with one key, put around what is right; it can be changed while the key is in use. Safe for several
 * threads: a command that has begun goes by the faults that there were then.
 */
public final class Faults {
    private final Map<Fault, Integer> times = new ConcurrentHashMap<>();

    /** What this key is asked on this thread while its engine is at it: the seam before signing is not told. */
    @SuppressWarnings("ThreadLocalUsage") // In a static field it would be what another key is asked.
    private final ThreadLocal<KeyCommand> asked = new ThreadLocal<>();

    private volatile List<Fault> all;

    public Faults(List<Fault> faults) {
        this.all = List.copyOf(faults);
    }

    /** An honest key, until it is told otherwise. */
    public static Faults none() {
        return new Faults(List.of());
    }

    public List<Fault> all() {
        return all;
    }

    /** From now on these and no others; what was counted is counted anew. */
    public synchronized void set(List<Fault> faults) {
        times.clear();
        all = List.copyOf(faults);
    }

    /** From now on this one, too. */
    public synchronized void add(Fault fault) {
        List<Fault> more = new ArrayList<>(all);
        more.add(fault);
        set(more);
    }

    /** The engine, whose answers may be wrong. */
    public CtapEngine around(CtapEngine engine) {
        return new FaultyEngine(engine, this);
    }

    /** The device, whose reports may not be what it sent. */
    public HidDevice around(HidDevice device) {
        return new FaultyHidDevice(device, this);
    }

    /** The applet of one-time passwords, whose answers may be wrong. */
    public Applet around(Applet oath) {
        return new FaultyApplet(oath, this);
    }

    /** The seam, through which lies are signed. */
    public AuthenticatorDataFilter around(AuthenticatorDataFilter filter) {
        return data -> FaultyData.of(filter.filter(data), this);
    }

    List<Fault> about(KeyCommand command) {
        return all.stream().filter(fault -> fault.concerns(command)).toList();
    }

    List<Fault> ofReports() {
        return all.stream().filter(fault -> fault.kind().ofReports()).toList();
    }

    /** Whether this is one of the first times that a fault has, as many as its argument says. */
    boolean amongTheFirst(Fault fault) {
        return times.merge(fault, 1, Integer::sum) <= fault.number();
    }

    <T> T asking(KeyCommand command, Supplier<T> engine) {
        asked.set(command);
        try {
            return engine.get();
        } finally {
            asked.remove();
        }
    }

    /** What the engine is at on this thread, if it is called through {@link #asking}. */
    Optional<KeyCommand> asked() {
        return Optional.ofNullable(asked.get());
    }
}
