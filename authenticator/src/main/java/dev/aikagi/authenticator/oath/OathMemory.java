package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** Where the applet keeps its accounts. What is kept holds secrets: it is never to be stored in clear. */
public interface OathMemory {
    /** Forgets: the accounts last as long as the applet. */
    OathMemory NONE = new OathMemory() {
        @Override
        public Optional<Bytes> read() {
            return Optional.empty();
        }

        @Override
        public void write(Bytes state) {}
    };

    /** What was kept last, empty for a new card. */
    Optional<Bytes> read();

    /**
     * Keeps a state in the place of the one before; it is durable when this returns.
     *
     * @throws java.io.UncheckedIOException if it cannot be kept; the one before still is
     */
    void write(Bytes state);
}
