package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Where the image of a key lies, always whole, and for one user at a time. */
public interface KeyMedium extends AutoCloseable {
    /** For messages: the file's name. */
    String name();

    /** The image, empty where there is none yet. */
    Optional<Bytes> read() throws IOException;

    /**
     * Puts an image in the place of the one before; it is durable when this returns.
     *
     * @throws IOException if that did not work; then either of the two is there, whole
     */
    void write(Bytes image) throws IOException;

    /** Lets others have it. Nothing can be written any more. */
    @Override
    void close() throws IOException;
}
