package dev.aikagi.harness.probe;

/** Hears of probes as they end. */
@FunctionalInterface
public interface ProbeListener {
    void probeFinished(ProbeResult result);
}
