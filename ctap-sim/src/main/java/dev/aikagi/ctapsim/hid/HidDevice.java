package dev.aikagi.ctapsim.hid;

/**
 * The first waist of the key: whatever speaks FIDO over USB meets here, in reports of 64 bytes.
 *
 * <p>Safe for several threads and several listeners, of which each is given every report, as with a real HID.
 */
public interface HidDevice extends AutoCloseable {
    int REPORT_SIZE = 64;

    /**
     * Takes one report from the host; does not wait for the command in it. A closed device ignores it.
     *
     * @throws IllegalArgumentException unless it has exactly 64 bytes
     */
    void receive(byte[] report);

    /** From now on the sink is given every report to the host; a closed device tells it so at once. */
    void listen(ReportSink sink);

    /** Ends what {@link #listen} began; a report may still be on its way. */
    void unlisten(ReportSink sink);

    /**
     * Begins anew, as when it gets its power from a host: what runs is cancelled; channels, locks and what the engine
     * remembers no longer than its power are forgotten.
     */
    void powerUp();

    /** Pulls the plug. */
    @Override
    void close();
}
