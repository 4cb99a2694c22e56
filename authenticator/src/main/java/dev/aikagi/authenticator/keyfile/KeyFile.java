package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;

/**
 * A key that outlasts its process. Each change of its memory is encrypted and on the medium before the command that
 * made it is answered. Closing it lets others have the medium; what runs then can change nothing any more.
 */
public final class KeyFile implements AutoCloseable {
    private final KeyMedium medium;
    private final SecureRandom random;
    private final Identity identity;
    private final KeyMemory memory;
    private SealingKey key;
    private long generation;

    private KeyFile(KeyMedium medium, SecureRandom random, SealingKey key, KeyContent content, long generation) {
        this.medium = medium;
        this.random = random;
        this.key = key;
        this.identity = content.identity();
        this.generation = generation;
        this.memory = new KeyMemory(content.snapshot(), this::keep);
    }

    /**
     * Makes a key that has never been powered up.
     *
     * @param medium is closed with the file, and where this fails
     * @param random chance that never repeats, not a seeded one
     * @throws KeyFileException if there is something already; it is not touched
     */
    public static KeyFile create(KeyMedium medium, SealingKey key, KeyContent content, SecureRandom random)
            throws IOException {
        try {
            if (medium.read().isPresent()) {
                throw new KeyFileException(
                        KeyFileException.Problem.EXISTS, medium.name() + " is there already, and is not overwritten");
            }
            KeyFile file = new KeyFile(medium, random, key, content, 0);
            file.write(content.snapshot());
            return file;
        } catch (IOException | RuntimeException e) {
            medium.close();
            throw e;
        }
    }

    /**
     * Opens a key.
     *
     * @param medium is closed with the file, and where this fails
     * @param passphrase is not kept, nor wiped: it is the caller's
     * @param random chance that never repeats, not a seeded one
     * @throws KeyFileException if there is none, or it cannot be used; the message says why
     */
    public static KeyFile open(KeyMedium medium, char[] passphrase, SecureRandom random) throws IOException {
        try {
            Bytes found = medium.read().orElseThrow(() -> KeyFileException.missing(medium.name()));
            KeyImage image = KeyImage.read(found, medium.name());
            SealingKey key = image.key(passphrase, medium.name());
            KeyContent content = decode(image.unseal(key, medium.name()), medium.name());
            return new KeyFile(medium, random, key, content, image.generation());
        } catch (IOException | RuntimeException e) {
            medium.close();
            throw e;
        }
    }

    private static KeyContent decode(Bytes plain, String name) throws KeyFileException {
        try {
            return KeyContentCodec.decode(plain);
        } catch (IllegalArgumentException e) {
            KeyFileException damaged = KeyImage.damaged(name, "what it holds cannot be read (" + e.getMessage() + ")");
            damaged.initCause(e);
            throw damaged;
        }
    }

    public Identity identity() {
        return identity;
    }

    /** What the key keeps; whatever is changed of it is in the file when the change returns. */
    public KeyMemory memory() {
        return memory;
    }

    /** How often the file has been written. */
    public long generation() {
        return generation;
    }

    /** Has another passphrase from now on; copies made before keep the old one. */
    public void changePassphrase(SealingKey changed) throws IOException {
        synchronized (memory) {
            SealingKey before = key;
            key = changed;
            try {
                memory.keepAgain();
            } catch (UncheckedIOException e) {
                key = before;
                throw e.getCause();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            memory.settle();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            medium.close();
        }
    }

    private void keep(Snapshot snapshot) {
        try {
            write(snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException("the key could not be kept in " + medium.name() + ": " + e.getMessage(), e);
        }
    }

    private void write(Snapshot snapshot) throws IOException {
        Bytes plain = KeyContentCodec.encode(new KeyContent(identity, snapshot));
        medium.write(KeyImage.seal(plain, generation + 1, key, random).encode());
        generation++;
    }
}
