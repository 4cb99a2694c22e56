package dev.aikagi.harness.bench;

import dev.aikagi.harness.device.CryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The arithmetic alone: no key can be faster. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Floor {
    @Param({"JDK", "CONSCRYPT"})
    public CryptoProvider crypto;

    private final SecureRandom random = new SecureRandom();
    private final byte[] message = new byte[200];
    private PrivateKey key;

    @Setup
    public void plugIn() throws GeneralSecurityException {
        crypto.install();
        key = keyPair().getPrivate();
    }

    @Benchmark
    public KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    @Benchmark
    public byte[] sign() throws GeneralSecurityException {
        return sign(key);
    }

    @Benchmark
    public byte[] keyPairAndSign() throws GeneralSecurityException {
        return sign(keyPair().getPrivate());
    }

    private byte[] sign(PrivateKey with) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(with, random);
        signature.update(message);
        return signature.sign();
    }
}
