package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.ctapsim.hid.CtapEngine;
import dev.aikagi.ctapsim.hid.HidDevice;
import java.util.List;

/** All that is wrong with one key, put around what is right. */
public final class Faults {
    /** An honest key. */
    public static final Faults NONE = new Faults(List.of());

    private final List<Fault> faults;

    public Faults(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /** The engine, whose answers may be wrong. */
    public CtapEngine around(CtapEngine engine) {
        return faults.isEmpty() ? engine : new FaultyEngine(engine, faults);
    }

    /** The device, whose reports may not be what it sent. */
    public HidDevice around(HidDevice device) {
        List<Fault> ofReports =
                faults.stream().filter(fault -> fault.kind().ofReports()).toList();
        return ofReports.isEmpty() ? device : new FaultyHidDevice(device, ofReports);
    }

    /** The seam, through which lies are signed. */
    public AuthenticatorDataFilter around(AuthenticatorDataFilter filter) {
        return faults.isEmpty() ? filter : data -> FaultyData.of(filter.filter(data), faults);
    }
}
