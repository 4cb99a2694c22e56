package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.KeyVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A key that outlasts its process. Each change of its memory is encrypted and on the medium before the command that
 * made it is answered. Closing it lets others have the medium; what runs then can change nothing any more.
 */
public final class KeyFile implements AutoCloseable {
    private final KeyMedium medium;
    private final SecureRandom random;
    private final Identity identity;
    private final KeyMemory memory;
    private final KeyVault vault;
    private SealingKey key;
    private long generation;

    private KeyFile(KeyMedium medium, SecureRandom random, SealingKey key, KeyContent content, Opened opened) {
        this.medium = medium;
        this.random = random;
        this.key = key;
        this.identity = content.identity();
        this.generation = opened.generation();
        this.vault = opened.vault();
        this.memory = new KeyMemory(content.snapshot(), this::keep, vault);
    }

    private record Opened(long generation, KeyVault vault) {}

    /**
     * Makes a key that has never been powered up.
     *
     * @param medium is closed with the file, and where this fails
     * @param random chance that never repeats, not a seeded one
     * @throws KeyFileException if there is something already; it is not touched
     */
    public static KeyFile create(KeyMedium medium, SealingKey key, KeyContent content, SecureRandom random)
            throws IOException {
        return create(medium, key, content, random, KeyVault.SOFTWARE);
    }

    /** As the other, with private keys in the vault that the content names; it is closed with the file, too. */
    public static KeyFile create(
            KeyMedium medium, SealingKey key, KeyContent content, SecureRandom random, KeyVault vault)
            throws IOException {
        try {
            requireNew(medium);
            KeyFile file = new KeyFile(medium, random, key, content, new Opened(0, vault));
            file.write(content.snapshot());
            return file;
        } catch (IOException | RuntimeException e) {
            medium.close();
            vault.close();
            throw e;
        }
    }

    /** For whoever has to prepare something else first: KeyFileException if there is something already. */
    public static void requireNew(KeyMedium medium) throws IOException {
        if (medium.read().isPresent()) {
            throw new KeyFileException(
                    KeyFileException.Problem.EXISTS, medium.name() + " is there already, and is not overwritten");
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
        return open(medium, passphrase, random, VaultReference.Opener.NONE);
    }

    /** As the other, with somebody who opens the token of a key whose private keys are in one. */
    public static KeyFile open(KeyMedium medium, char[] passphrase, SecureRandom random, VaultReference.Opener tokens)
            throws IOException {
        try {
            Bytes found = medium.read().orElseThrow(() -> KeyFileException.missing(medium.name()));
            KeyImage image = KeyImage.read(found, medium.name());
            SealingKey key = image.key(passphrase, medium.name());
            Bytes plain = image.unseal(key, medium.name());
            KeyVault vault = vault(plain, medium.name(), tokens);
            return new KeyFile(
                    medium, random, key, decode(plain, medium.name(), vault), new Opened(image.generation(), vault));
        } catch (IOException | RuntimeException e) {
            medium.close();
            throw e;
        }
    }

    private static KeyVault vault(Bytes plain, String name, VaultReference.Opener tokens) throws IOException {
        try {
            Optional<VaultReference> reference = KeyContentCodec.vault(plain);
            return reference.isPresent() ? tokens.open(reference.get()) : KeyVault.SOFTWARE;
        } catch (IllegalArgumentException e) {
            throw unreadable(name, e);
        }
    }

    private static KeyContent decode(Bytes plain, String name, KeyVault vault) throws KeyFileException {
        try {
            return KeyContentCodec.decode(plain, vault);
        } catch (IllegalArgumentException e) {
            vault.close();
            throw unreadable(name, e);
        }
    }

    private static KeyFileException unreadable(String name, IllegalArgumentException e) {
        KeyFileException damaged = KeyImage.damaged(name, "what it holds cannot be read (" + e.getMessage() + ")");
        damaged.initCause(e);
        return damaged;
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
            vault.close();
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
