package dev.aikagi.harness.probe.mail;

import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** E: mail that confirms an address, and mail that lets in. */
public final class MailProbes implements ProbeFamily {
    @Override
    public String letter() {
        return "E";
    }

    @Override
    public String title() {
        return "Links and codes by mail";
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(MailCodeProbes.all());
        probes.addAll(MailLinkProbes.all());
        probes.addAll(MailContentProbes.all());
        probes.sort(Comparator.comparing(Probe::id));
        return List.copyOf(probes);
    }
}
