package dev.aikagi.ctapsim.killed;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.keyfile.KeyMedium;
import java.io.IOException;
import java.util.Optional;

/** A medium that says that all is well and writes one time in eight: what a key must not be kept on. */
final class LazyMedium implements KeyMedium {
    private static final int EVERY = 8;

    private final KeyMedium medium;
    private int writes;

    LazyMedium(KeyMedium medium) {
        this.medium = medium;
    }

    @Override
    public String name() {
        return medium.name();
    }

    @Override
    public Optional<Bytes> read() throws IOException {
        return medium.read();
    }

    @Override
    public void write(Bytes image) throws IOException {
        if (++writes % EVERY == 0) {
            medium.write(image);
        }
    }

    @Override
    public void close() throws IOException {
        medium.close();
    }
}
