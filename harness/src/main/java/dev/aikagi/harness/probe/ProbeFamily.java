package dev.aikagi.harness.probe;

import java.util.List;

/** Probes of one subject. */
public interface ProbeFamily {
    /** The letter that its probes' ids begin with. */
    String letter();

    /** The subject. */
    String title();

    /** In the order of their ids. */
    List<Probe> probes();
}
