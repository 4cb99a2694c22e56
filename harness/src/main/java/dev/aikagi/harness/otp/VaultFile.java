package dev.aikagi.harness.otp;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A vault as it lies on the disk.
 *
 * <pre>
 *  0        7  8         12     28      40          56             length-32  length
 *  +--------+--+---------+------+-------+-----------+--------------+----------+
 *  | AIKAGIV|01|iteration| salt | nonce | key check | AES-256-GCM  | SHA-256  |
 *  +--------+--+---------+------+-------+-----------+--------------+----------+
 *  '------------- associated data ------------------'              of all before
 * </pre>
 *
 * The hash is no secret and keeps nobody out: it tells a file that was damaged from a password that is wrong.
 *
 * @param iterations of PBKDF2-HMAC-SHA256
 * @param check what the key derivation must yield beside the key, 16 bytes
 * @param sealed ciphertext and tag
 */
record VaultFile(int iterations, Bytes salt, Bytes nonce, Bytes check, Bytes sealed) {
    static final int SALT_SIZE = 16;
    static final int NONCE_SIZE = 12;
    static final int CHECK_SIZE = 16;

    /** A damaged count must not keep us busy for hours. */
    static final int MOST_ITERATIONS = 10_000_000;

    private static final byte[] MAGIC = "AIKAGIV".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER_SIZE = 8 + Integer.BYTES + SALT_SIZE + NONCE_SIZE + CHECK_SIZE;
    private static final int TAG_SIZE = 16;
    private static final int HASH_SIZE = 32;

    /**
     * Reads the file's parts; without the password nothing more can be said of them.
     *
     * @throws VaultException if it is no vault, of an unknown version, cut off or damaged
     */
    static VaultFile read(Path path) throws IOException, VaultException {
        byte[] file = Files.readAllBytes(path);
        int known = Math.min(file.length, MAGIC.length);
        if (file.length == 0 || !Arrays.equals(file, 0, known, MAGIC, 0, known)) {
            throw new VaultException("the file " + path.getFileName() + " is not a vault");
        }
        if (file.length > MAGIC.length && file[MAGIC.length] != VERSION) {
            throw new VaultException("the vault is of version " + file[MAGIC.length] + ", known is " + VERSION);
        }
        int body = file.length - HASH_SIZE;
        if (body < HEADER_SIZE + TAG_SIZE) {
            throw new VaultException("the vault is damaged: it is cut off");
        }
        if (!Arrays.equals(file, body, file.length, hash(file, body), 0, HASH_SIZE)) {
            throw new VaultException("the vault is damaged: its contents do not fit its hash");
        }
        ByteBuffer parts = ByteBuffer.wrap(file, 8, body - 8);
        int iterations = parts.getInt();
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new VaultException("the vault is damaged: " + iterations + " iterations");
        }
        return new VaultFile(
                iterations,
                take(parts, SALT_SIZE),
                take(parts, NONCE_SIZE),
                take(parts, CHECK_SIZE),
                take(parts, parts.remaining()));
    }

    /** Encrypts under a fresh nonce. */
    static VaultFile seal(int iterations, Bytes salt, Bytes nonce, VaultKey key, byte[] plain) {
        var empty = new VaultFile(iterations, salt, nonce, key.check(), Bytes.EMPTY);
        try {
            return new VaultFile(
                    iterations,
                    salt,
                    nonce,
                    key.check(),
                    Bytes.of(empty.cipher(Cipher.ENCRYPT_MODE, key).doFinal(plain)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws VaultException if the key is not this file's, or somebody changed the file and its hash
     */
    byte[] unseal(VaultKey key) throws VaultException {
        if (!MessageDigest.isEqual(key.check().toArray(), check.toArray())) {
            throw new VaultException("the master password is wrong");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key).doFinal(sealed.toArray());
        } catch (AEADBadTagException e) {
            throw new VaultException("the vault was changed by somebody who has not its key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had", e);
        }
    }

    /** All at once or not at all, readable by the owner alone where the file system knows owners. */
    void write(Path path, boolean replace) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (!replace && Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Path temporary = createTemporary(directory == null ? path.toAbsolutePath() : directory);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer octets = ByteBuffer.wrap(encode());
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path createTemporary(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? Files.createTempFile(
                        directory,
                        ".vault",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(directory, ".vault", ".tmp");
    }

    private byte[] encode() {
        byte[] header = header();
        byte[] file = Arrays.copyOf(header, header.length + sealed.size() + HASH_SIZE);
        int body = file.length - HASH_SIZE;
        System.arraycopy(sealed.toArray(), 0, file, header.length, sealed.size());
        System.arraycopy(hash(file, body), 0, file, body, HASH_SIZE);
        return file;
    }

    private byte[] header() {
        return ByteBuffer.allocate(HEADER_SIZE)
                .put(MAGIC)
                .put((byte) VERSION)
                .putInt(iterations)
                .put(salt.toArray())
                .put(nonce.toArray())
                .put(check.toArray())
                .array();
    }

    private Cipher cipher(int mode, VaultKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_SIZE * 8, nonce.toArray()));
        cipher.updateAAD(header());
        return cipher;
    }

    private static Bytes take(ByteBuffer from, int size) {
        byte[] octets = new byte[size];
        from.get(octets);
        return Bytes.of(octets);
    }

    private static byte[] hash(byte[] octets, int size) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, 0, size);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
