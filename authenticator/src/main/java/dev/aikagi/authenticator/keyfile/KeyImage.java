package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.keyfile.KeyFileException.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key as it lies on its medium.
 *
 * <pre>
 *  0        7         8            16    17           21     37      49          65             length-32   length
 *  +--------+---------+------------+-----+------------+------+-------+-----------+--------------+-----------+
 *  | AIKAGIK| version | generation | kdf | iterations | salt | nonce | key check | AES-256-GCM  | SHA-256   |
 *  +--------+---------+------------+-----+------------+------+-------+-----------+--------------+-----------+
 *  '------------------------------- associated data -----------------------------'               of all before
 * </pre>
 *
 * The hash is no secret and keeps nobody out: it tells a file that was damaged from a passphrase that is wrong and from a
 * newer version, which therefore ends with it, too. Numbers are big-endian; kdf 1 is {@link SealingKey}'s.
 *
 * @param generation how often the key has been written, from 1
 * @param header the associated data, 65 bytes
 * @param sealed ciphertext and tag
 */
record KeyImage(long generation, Bytes header, Bytes sealed) {
    private static final byte[] MAGIC = "AIKAGIK".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final byte PBKDF2_HMAC_SHA512 = 1;
    private static final int NONCE_SIZE = 12;
    private static final int NONCE_AT = MAGIC.length + 1 + Long.BYTES + 1 + Integer.BYTES + SealingKey.SALT_SIZE;
    private static final int CHECK_AT = NONCE_AT + NONCE_SIZE;
    private static final int HEADER_SIZE = CHECK_AT + SealingKey.CHECK_SIZE;
    private static final int TAG_SIZE = 16;
    private static final int HASH_SIZE = 32;

    /**
     * Encrypts.
     *
     * @param random chance that never repeats: a nonce that came twice would lay the key open
     */
    static KeyImage seal(Bytes plain, long generation, SealingKey key, SecureRandom random) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        Bytes header = Bytes.of(ByteBuffer.allocate(HEADER_SIZE)
                .put(MAGIC)
                .put(VERSION)
                .putLong(generation)
                .put(PBKDF2_HMAC_SHA512)
                .putInt(key.iterations())
                .put(key.salt().toArray())
                .put(nonce)
                .put(key.check().toArray())
                .array());
        try {
            Bytes sealed = gcm(Cipher.ENCRYPT_MODE, key, header, plain);
            return new KeyImage(generation, header, sealed);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /**
     * Takes an image apart; without the passphrase nothing more can be said of it.
     *
     * @param name the file's, for messages
     */
    static KeyImage read(Bytes image, String name) throws KeyFileException {
        int known = Math.min(image.size(), MAGIC.length);
        if (!image.slice(0, known).equals(Bytes.of(MAGIC).slice(0, known)) || known == 0) {
            throw new KeyFileException(Problem.NOT_A_KEY_FILE, name + " is not a key file of Aikagi");
        }
        int body = image.size() - HASH_SIZE;
        if (body <= MAGIC.length || !hash(image.slice(0, body)).equals(image.slice(body, image.size()))) {
            throw damaged(name, "its contents do not fit its hash");
        }
        if (image.at(MAGIC.length) != VERSION) {
            throw new KeyFileException(
                    Problem.NEWER_VERSION,
                    "%s has version %d of the format, this Aikagi knows %d: use the newer Aikagi that wrote it"
                            .formatted(name, image.at(MAGIC.length), VERSION));
        }
        if (body < HEADER_SIZE + TAG_SIZE) {
            throw damaged(name, "it is too short");
        }
        long generation = ByteBuffer.wrap(image.toArray()).getLong(MAGIC.length + 1);
        return new KeyImage(generation, image.slice(0, HEADER_SIZE), image.slice(HEADER_SIZE, body));
    }

    Bytes encode() {
        Bytes body = Bytes.concat(header, sealed);
        return Bytes.concat(body, hash(body));
    }

    /** The key that a passphrase becomes, whether or not it is this image's. */
    SealingKey key(char[] passphrase, String name) throws KeyFileException {
        ByteBuffer parts = ByteBuffer.wrap(header.toArray()).position(MAGIC.length + 1 + Long.BYTES);
        byte kdf = parts.get();
        int iterations = parts.getInt();
        if (kdf != PBKDF2_HMAC_SHA512 || iterations < 1 || iterations > SealingKey.MOST_ITERATIONS) {
            throw damaged(name, "it asks for key derivation " + kdf + " with " + iterations + " iterations");
        }
        SealingKey key =
                SealingKey.derive(passphrase, iterations, header.slice(NONCE_AT - SealingKey.SALT_SIZE, NONCE_AT));
        if (!MessageDigest.isEqual(
                key.check().toArray(), header.slice(CHECK_AT, HEADER_SIZE).toArray())) {
            throw new KeyFileException(Problem.WRONG_PASSPHRASE, "the passphrase is not that of " + name);
        }
        return key;
    }

    /** Decrypts, and finds out whether somebody has changed the image and its hash. */
    Bytes unseal(SealingKey key, String name) throws KeyFileException {
        try {
            return gcm(Cipher.DECRYPT_MODE, key, header, sealed);
        } catch (AEADBadTagException e) {
            throw damaged(name, "somebody without the passphrase has changed it");
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static KeyFileException damaged(String name, String how) {
        return new KeyFileException(Problem.DAMAGED, name + " is damaged: " + how + "; go back to a copy of it");
    }

    private static Bytes gcm(int mode, SealingKey key, Bytes header, Bytes text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        Bytes nonce = header.slice(NONCE_AT, CHECK_AT);
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_SIZE * 8, nonce.toArray()));
        cipher.updateAAD(header.toArray());
        return Bytes.of(cipher.doFinal(text.toArray()));
    }

    private static Bytes hash(Bytes body) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(body.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform cannot encrypt with AES-256-GCM", e);
    }
}
