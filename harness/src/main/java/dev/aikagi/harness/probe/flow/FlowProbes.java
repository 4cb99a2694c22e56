package dev.aikagi.harness.probe.flow;

import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** F: the order of steps, the second factor, sessions, passwords, HTTP. */
public final class FlowProbes implements ProbeFamily {
    @Override
    public String letter() {
        return "F";
    }

    @Override
    public String title() {
        return "Steps, sessions, guessing";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(StepProbes.all());
        probes.addAll(FactorProbes.all());
        probes.addAll(SessionProbes.all());
        probes.addAll(RequestProbes.all());
        probes.addAll(HeaderProbes.all());
        probes.addAll(PasswordProbes.all());
        probes.add(PasswordChange.probe());
        probes.addAll(AccountProbes.all());
        probes.sort(Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }
}
