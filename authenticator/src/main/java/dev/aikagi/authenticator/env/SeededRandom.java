package dev.aikagi.authenticator.env;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Chance that repeats: SHA-256 over seed and a block counter. For runs that have to repeat to the byte, and never for
 * a key that protects anything.
 */
public final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    public SeededRandom(long seed) {
        super(new Blocks(seed), null);
    }

    @Override
    public String getAlgorithm() {
        return "aikagi-seeded";
    }

    private static final class Blocks extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final long seed;
        private long counter;
        private byte[] block = new byte[0];
        private int used;

        Blocks(long seed) {
            this.seed = seed;
        }

        @Override
        protected synchronized void engineNextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                if (used == block.length) {
                    block = nextBlock();
                    used = 0;
                }
                bytes[i] = block[used++];
            }
        }

        /** What is seeded in addition would make runs differ. */
        @Override
        protected void engineSetSeed(byte[] ignored) {}

        @Override
        protected byte[] engineGenerateSeed(int numBytes) {
            byte[] bytes = new byte[numBytes];
            engineNextBytes(bytes);
            return bytes;
        }

        private byte[] nextBlock() {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(ByteBuffer.allocate(16)
                                .putLong(seed)
                                .putLong(counter++)
                                .array());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
