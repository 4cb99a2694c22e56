package dev.aikagi.ctapsim.uhid;

import java.io.IOException;

/** A file that takes and gives whole records, one a call, as devices do. */
public interface RecordFile extends AutoCloseable {
    /**
     * Waits for a record.
     *
     * @param buffer where it goes; what does not fit is lost
     * @param millis how long to wait
     * @return its size; 0 if none comes in time
     * @throws IOException if the device is gone, or this end is closed
     */
    int read(byte[] buffer, int millis) throws IOException;

    /**
     * Writes one record.
     *
     * @throws IOException if the device is gone or does not take it, or this end is closed
     */
    void write(byte[] record) throws IOException;

    @Override
    void close();
}
