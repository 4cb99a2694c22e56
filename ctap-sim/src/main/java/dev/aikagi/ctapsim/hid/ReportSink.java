package dev.aikagi.ctapsim.hid;

/** The host's end of the interrupt IN pipe. */
@FunctionalInterface
public interface ReportSink {
    /**
     * Takes one report of 64 bytes, the sink's own copy. Called with the device locked, so that reports come in order:
     * it must hand the report on and return. A sink that throws is not called again.
     */
    void accept(byte[] report);

    /** The device is gone; no report follows. */
    default void closed() {}
}
