package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;

/**
 * An ML-DSA key pair as FIPS 204 §6.1 derives it from 32 bytes. Java gives away only the derived private key of 2,560 bytes
 * and more, which fits into no credential id; so the seed is kept, and the pair derived when it is needed.
 */
record MlDsaSeed(CoseAlgorithm algorithm, Bytes seed) implements PrivateKey {
    private static final int SIZE = 32;

    static boolean makes(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.ML_DSA_44 || algorithm == CoseAlgorithm.ML_DSA_65;
    }

    static MlDsaSeed fresh(CoseAlgorithm algorithm, SecureRandom random) {
        byte[] seed = new byte[SIZE];
        random.nextBytes(seed);
        return new MlDsaSeed(algorithm, Bytes.of(seed));
    }

    /** The generator asks its chance for the seed, and for nothing else. */
    KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyAlgorithm());
            generator.initialize(CredentialKey.parameters(algorithm), new Chance(seed.toArray()));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make keys of " + algorithm, e);
        }
    }

    @Override
    public String getAlgorithm() {
        return algorithm.keyAlgorithm();
    }

    @Override
    public String getFormat() {
        return "seed";
    }

    @Override
    public byte[] getEncoded() {
        return seed.toArray();
    }

    /** Says nothing of the seed. */
    @Override
    public String toString() {
        return "MlDsaSeed[" + algorithm + "]";
    }

    private static final class Chance extends SecureRandom {
        private static final long serialVersionUID = 1L;

        Chance(byte[] seed) {
            super(new Given(seed), null);
        }
    }

    private static final class Given extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed;
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("a generator of ML-DSA keys asks for " + bytes.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }

        @Override
        protected void engineSetSeed(byte[] ignored) {}

        @Override
        protected byte[] engineGenerateSeed(int numBytes) {
            return Arrays.copyOf(seed, numBytes);
        }
    }
}
