package dev.aikagi.ctapsim;

/** One key, where hosts of one kind look for keys. It begins plugged in; closing it takes the key away for good. */
public interface Transport extends AutoCloseable {
    /** For people: how a host gets at the key. */
    String where();

    /** Takes the key out: its hosts lose it, in whatever they are at. */
    void unplug();

    /** Puts the key back in. */
    void plug();

    @Override
    void close();
}
