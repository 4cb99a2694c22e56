package dev.aikagi.harness.device;

import dev.aikagi.ctapsim.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Where an emulated key is plugged in that is in this process: connections break when it is pulled out. */
final class InProcessPort implements Transport {
    private final String key;

    /** Those that nobody uses any more are forgotten. */
    private final Set<Closeable> open = Collections.newSetFromMap(new WeakHashMap<>());

    private boolean plugged = true;

    InProcessPort(String key) {
        this.key = key;
    }

    synchronized boolean plugged() {
        return plugged;
    }

    /** A connection that lasts as long as the key is plugged in. */
    synchronized <T extends Closeable> T connected(Connecting<T> connecting) throws IOException {
        if (!plugged) {
            throw new IOException(key + " is not plugged in");
        }
        T connection = connecting.connect();
        open.add(connection);
        return connection;
    }

    @Override
    public String where() {
        return "in this process";
    }

    @Override
    public synchronized void unplug() {
        plugged = false;
        try {
            for (Closeable connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("in memory nothing breaks", e);
        }
        open.clear();
    }

    @Override
    public synchronized void plug() {
        plugged = true;
    }

    @Override
    public void close() {
        unplug();
    }

    /** Something that opens. */
    @FunctionalInterface
    interface Connecting<T> {
        T connect();
    }
}
